#include <limits>

#include "catch.h"
#include "table_files.h"

using namespace es;
using namespace es::model;
using namespace es::model::test;

namespace {

const std::string kWords = R"("vocabulary":{"dtype":"U8","shape":[3],"data_offsets":[16,19]})";
const std::string kVectors = bytesOf(1.5F) + bytesOf(-2.0F) + bytesOf(0.25F) + bytesOf(8.0F);
const std::string kData = kVectors + "a\nb";

std::string embedding(const std::string& fields) {
  return R"("embedding":{)" + fields + "}";
}

/// Two rows of two dimensions with `fields` as the description of the embedding.
std::string refusal(const std::string& fields, const std::string& data = kData) {
  return refusalOf(safetensorsFile("{" + embedding(fields) + "," + kWords + "}", data));
}

const std::string kGood = R"("dtype":"F32","shape":[2,2],"data_offsets":[0,16])";

}  // namespace

TEST_CASE("safetensors: the header") {
  REQUIRE(refusal(kGood).empty());
  const auto safe = *formatFromName("safetensors");
  const auto length = [](std::uint64_t value) { return bytesOf(value) + "{}" + std::string(20, ' '); };
  CHECK(isOneLineWith(refusalOf("12345678", safe), {"byte 0", "at least 10 bytes", "found 8"}));
  CHECK(isOneLineWith(refusalOf(length(1)), {"byte 0", "2 to 22 bytes", "found 1"}));
  CHECK(isOneLineWith(refusalOf(length(23)), {"byte 0", "2 to 22 bytes", "found 23"}));
  CHECK(isOneLineWith(refusalOf(length(100'000'001)), {"byte 0", "100,000,001"}));
  CHECK(isOneLineWith(refusalOf(length(std::numeric_limits<std::uint64_t>::max())),
                      {"byte 0", "18,446,744,073,709,551,615"}));
  CHECK(isOneLineWith(refusalOf(safetensorsFile("[] ", "")), {"byte 8", "'{'", "\"[] \""}));
  CHECK(isOneLineWith(refusalOf(safetensorsFile("{\"a\":}", "")), {"byte 13", "valid JSON", "\"}\""}));
  CHECK(isOneLineWith(refusalOf(safetensorsFile("{\"a\":1", "")), {"byte 14", "valid JSON"}));
  CHECK(isOneLineWith(refusalOf(safetensorsFile("{\"\xFF\":1}", "")), {"valid JSON"}));
  CHECK(isOneLineWith(refusalOf(safetensorsFile("{\"a\":1e999}", "")), {"range"}));
  CHECK(isOneLineWith(refusalOf(safetensorsFile("{\"a\":{},\"a\":{}}", "")),
                      {"every key once", "\"a\" twice"}));
  CHECK(isOneLineWith(refusal(R"("dtype":"F32","dtype":"F32","shape":[2,2],"data_offsets":[0,16])"),
                      {"\"dtype\" twice"}));
  const std::string deep = "{\"a\":" + std::string(100'000, '[');
  CHECK(isOneLineWith(refusalOf(safetensorsFile(deep, "")), {"8 levels"}));
}

TEST_CASE("safetensors: the description of a tensor") {
  const std::pair<std::string, std::vector<std::string>> cases[] = {
      {R"("shape":[2,2],"data_offsets":[0,16])", {"\"embedding\"", "\"dtype\"", "none"}},
      {R"("dtype":5,"shape":[2,2],"data_offsets":[0,16])", {"dtype such as", "\"5\""}},
      {R"("dtype":"F31","shape":[2,2],"data_offsets":[0,16])", {"known dtype", "F31"}},
      {R"("dtype":"F32","data_offsets":[0,16])", {"\"shape\"", "none"}},
      {R"("dtype":"F32","shape":[2,-2],"data_offsets":[0,16])", {"shape of whole numbers", "-2"}},
      {R"("dtype":"F32","shape":[2,2.0],"data_offsets":[0,16])", {"shape of whole numbers", "2.0"}},
      {R"("dtype":"F32","shape":7,"data_offsets":[0,16])", {"shape of whole numbers", "7"}},
      {R"("dtype":"F32","shape":[2,2],"data_offsets":[0,1e30])", {"data_offsets of whole numbers", "1e+30"}},
      {R"("dtype":"F32","shape":[2,2],"data_offsets":[-1,16])", {"data_offsets of whole numbers", "-1"}},
      {R"("dtype":"F32","shape":[2,2],"data_offsets":[0,99999999999999999999999])",
       {"data_offsets of whole numbers"}},
      {R"("dtype":"F32","shape":[2,2],"data_offsets":[0])", {"begin <= end <= 19"}},
      {R"("dtype":"F32","shape":[2,2],"data_offsets":[16,0])", {"begin <= end", "[16,0]"}},
      {R"("dtype":"F32","shape":[2,2],"data_offsets":[0,20])", {"end <= 19", "[0,20]"}},
      {R"("dtype":"F32","shape":[2,3],"data_offsets":[0,16])", {"16 bytes", "= 24"}},
      {R"("dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,16])",
       {"16 bytes", "more than 2^64"}},
      // 2 x (2^61 + 2) x 4 bytes wrap to the very 16 that are there.
      {R"("dtype":"F32","shape":[2305843009213693954,2],"data_offsets":[0,16])", {"more than 2^64"}},
      {R"("dtype":"F32","shape":[2,1],"data_offsets":[8,16])", {"byte ", "a hole"}},
      {R"("dtype":"F32","shape":[1,2],"data_offsets":[0,8])", {"\"vocabulary\"", "a hole"}},
  };
  for (const auto& [fields, fragments] : cases) {
    INFO(fields);
    INFO(refusal(fields));
    CHECK(isOneLineWith(refusal(fields), fragments));
  }
  CHECK(isOneLineWith(refusal(R"("dtype":"U8","shape":[17],"data_offsets":[0,17])"), {"overlap"}));
  CHECK(isOneLineWith(refusal(kGood, kData + "xyz"), {"the end of the file", "3 more bytes"}));
  CHECK(isOneLineWith(refusalOf(safetensorsFile(R"({"embedding":3})", "")), {"\"embedding\"", "an object"}));
  CHECK(isOneLineWith(refusalOf(safetensorsFile(R"({"__metadata__":{"a":1}})", "")),
                      {"__metadata__", "strings"}));
}

TEST_CASE("safetensors: what is no word table is explained with what is there") {
  const std::string two =
      R"({"a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1,2],"data_offsets":[8,16]}})";
  CHECK(isOneLineWith(refusalOf(safetensorsFile(two, kVectors)), {"--tensor", "\"a\" F32 [1, 2]"}));
  CHECK(isOneLineWith(refusalOf(safetensorsFile("{}", "")), {"\"embedding\"", "no tensor"}));
  CHECK(isOneLineWith(refusal(R"("dtype":"F32","shape":[4],"data_offsets":[0,16])"),
                      {"[rows, dims]", "\"embedding\" F32 [4]"}));
  CHECK(isOneLineWith(refusal(R"("dtype":"I32","shape":[2,2],"data_offsets":[0,16])"), {"F16", "\"I32\""}));
  CHECK(
      isOneLineWith(refusal(R"("dtype":"F32","shape":[4,1],"data_offsets":[0,16])"), {"4 words", "found 2"}));
  const auto empty = [](const std::string& shape) {
    return refusalOf(safetensorsFile("{" +
                                         embedding(R"("dtype":"F32","data_offsets":[0,0],"shape":)" + shape) +
                                         R"(,"vocabulary":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}})",
                                     ""));
  };
  CHECK(isOneLineWith(empty("[0,2]"), {"at least one row"}));
  CHECK(isOneLineWith(empty("[1,0]"), {"dimensions", "found 0"}));
}

TEST_CASE("safetensors: F16, BF16 and F64 become float32, metadata becomes name and note") {
  const auto table = [](const std::string& dtype, const std::string& vectors) {
    const auto bytes = std::to_string(vectors.size());
    const auto end = std::to_string(vectors.size() + 4);
    return readBytesAsTable(safetensorsFile(
        R"({"__metadata__":{"title":"Two words","source":"here","licence":"none"},"vocabulary":)"
        R"({"dtype":"U8","shape":[4],"data_offsets":[)" +
            bytes + "," + end + "]}," +
            embedding(R"("dtype":")" + dtype + R"(","shape":[2,2],"data_offsets":[0,)" + bytes + "]") +
            "}   ",
        vectors + "a\nb\n"));  // padding behind the header, a line feed behind the last word
  };
  const auto u16 = [](std::uint16_t bits) { return bytesOf(bits); };
  const Sample sample{{"a", "b"}, {{1.0F, -2.5F}, {0.0F, 65504.0F}}};
  CHECK(sameTable(table("F16", u16(0x3C00) + u16(0xC100) + u16(0) + u16(0x7BFF)), sample));
  CHECK(table("F16", u16(1) + u16(0x83FF) + u16(0) + u16(0)).rows()(0, 0) == 0x1p-24F);
  CHECK(table("BF16", u16(0x3F80) + u16(0xC020) + u16(0) + u16(0x4780)).rows()(1, 1) == 65536.0F);
  const EmbeddingTable wide = table("F64", bytesOf(1.0) + bytesOf(-2.5) + bytesOf(0.0) + bytesOf(65504.0));
  CHECK(sameTable(wide, sample));
  CHECK(wide.source().name == "Two words");
  CHECK(wide.source().note == "here; none");
  const auto warnings =
      table("F64", bytesOf(1.0) + bytesOf(1e300) + bytesOf(0.5) + bytesOf(2.0)).source().warnings;
  REQUIRE(warnings.size() == 1);
  CHECK(isOneLineWith(warnings[0], {"1 row skipped", "not finite", "row 1"}));
}
