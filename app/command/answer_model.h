#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "app/command/answer.h"

namespace es::app {

/// The language model's and the labs' part of answerJson and answerText, and what both files of each share.

/// Bytes that are no UTF-8 would be no JSON: then the readable form stands in.
nlohmann::ordered_json jsonText(const std::string& bytes);
nlohmann::ordered_json formulaJson(const math::Expression& expression);
nlohmann::ordered_json numbersJson(const std::vector<float>& list);
/// A number, or "inf".
nlohmann::ordered_json jsonTemperature(double temperature);
nlohmann::ordered_json modelJson(const ModelInfo& info);

void writeModelJson(nlohmann::ordered_json& json, const TokensAnswer& answer);
void writeModelJson(nlohmann::ordered_json& json, const PredictAnswer& answer);
void writeModelJson(nlohmann::ordered_json& json, const GenerateAnswer& answer);
void writeModelJson(nlohmann::ordered_json& json, const TraceAnswer& answer);
void writeModelJson(nlohmann::ordered_json& json, const LensAnswer& answer);
void writeModelJson(nlohmann::ordered_json& json, const AttentionAnswer& answer);
void writeModelJson(nlohmann::ordered_json& json, const ParametersAnswer& answer);
void writeModelJson(nlohmann::ordered_json& json, const SamplerAnswer& answer);
void writeModelJson(nlohmann::ordered_json& json, const StoryAnswer& answer);
// answer_json_lab.cpp
void writeModelJson(nlohmann::ordered_json& json, const LessonAnswer& answer);
void writeModelJson(nlohmann::ordered_json& json, const PairsAnswer& answer);
void writeModelJson(nlohmann::ordered_json& json, const ProductAnswer& answer);
void writeModelJson(nlohmann::ordered_json& json, const DirectionsAnswer& answer);
void writeModelJson(nlohmann::ordered_json& json, const VectorAnswer& answer);
void writeModelJson(nlohmann::ordered_json& json, const UnembedAnswer& answer);
void writeModelJson(nlohmann::ordered_json& json, const RecordAnswer& answer);
void writeModelJson(nlohmann::ordered_json& json, const ExportAnswer& answer);

std::string modelText(const TokensAnswer& answer);
std::string modelText(const PredictAnswer& answer);
std::string modelText(const GenerateAnswer& answer);
std::string modelText(const TraceAnswer& answer);
std::string modelText(const LensAnswer& answer);
std::string modelText(const AttentionAnswer& answer);
std::string modelText(const ParametersAnswer& answer);
std::string modelText(const SamplerAnswer& answer);
std::string modelText(const StoryAnswer& answer);
// answer_text_lab.cpp
std::string modelText(const LessonAnswer& answer);
std::string modelText(const PairsAnswer& answer);
std::string modelText(const ProductAnswer& answer);
std::string modelText(const DirectionsAnswer& answer);
std::string modelText(const VectorAnswer& answer);
std::string modelText(const UnembedAnswer& answer);
std::string modelText(const RecordAnswer& answer);
std::string modelText(const ExportAnswer& answer);
/// "6 layers x 6 heads, 3,512,345 parameters".
std::string modelSizeText(const ModelInfo& info);

/// "#######": a share of the terminal's widest bar.
std::string barText(double share);

}  // namespace es::app
