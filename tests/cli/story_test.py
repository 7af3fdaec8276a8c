#!/usr/bin/env python3
"""The shipped story model, from the shipped program: what it writes, where its paths start, and what it costs to hold."""
import collections

import numpy as np

from harness import program

PROMPT = "once upon a time there was a"


def softmax(logits, temperature):
    z = np.asarray(logits, np.float64)
    weights = np.exp((z - z.max()) / temperature)
    return weights / weights.sum()


class Story(program.unittest.TestCase):
    def test_size_and_shape(self):
        """Whole common words, under 9 MB, alive in the default words."""
        size = (program.SOURCE / "assets/story/story.safetensors").stat().st_size
        self.assertLess(size, 9_000_000)
        info, = program.answers("info")
        self.assertGreaterEqual(info["model"]["vocabulary"], 6000)
        self.assertEqual(info["dims"], 100)

    def test_it_opens_by_itself(self):
        """`embedscope story`: the model with the words of its own."""
        info, = program.answers("info", table="story")
        self.assertIsNotNone(info["model"])
        self.assertEqual(info["rows"], info["model"]["vocabulary"])

    def test_common_words_are_single_tokens(self):
        tokens, = program.answers(f'tokens "{PROMPT} king queen prince tower cat dog"')
        texts = [t["text"] for t in tokens["tokens"]]
        self.assertEqual(texts[-6:], ["king", "queen", "prince", "tower", "cat", "dog"])

    def test_a_path_starts_at_its_word(self):
        """xyz of the embedding is the word's own place in the slice, for every whole word of a text."""
        words = ["the", "old", "king", "saw", "queen"]
        project, trace = program.answers("project " + " ".join(words), 'trace "the old king saw the queen"')
        places = {p["word"]: p["xyz"] for p in project["answers"]}
        found = {t["text"]: t["steps"] for t in trace["tokens"]}
        for word in words:
            self.assertEqual(found[word][0]["name"], "embedding")
            np.testing.assert_allclose(found[word][0]["xyz"], places[word], atol=2e-3)

    def test_paths_stay_on_their_shell(self):
        """The residual stream keeps its length (the model's rule), and every half-step moves it."""
        trace, = program.answers('trace "the old king" king')
        steps = trace["tokens"][0]["steps"]
        self.assertEqual([s["name"] for s in steps[:3]], ["embedding", "L0.attention", "L0.mlp"])
        for step in steps[1:]:
            self.assertAlmostEqual(step["length"] / steps[0]["length"], 1, places=4)
            self.assertLess(step["cosine_to_start"], 0.9999)

    def test_predictions_make_sense(self):
        for text, wanted in ((PROMPT, "little"), ("the king and the", "queen"), ("she opened the", "door")):
            predict, = program.answers(f'predict "{text}" 5')
            self.assertIn(wanted, [a["text"] for a in predict["answers"]], text)

    def test_probabilities_are_over_the_whole_vocabulary(self):
        info, predict = program.answers("info", f'predict "{PROMPT}" 100000')
        ranked = predict["answers"]
        self.assertEqual(len(ranked), info["model"]["vocabulary"])
        expected = softmax([a["logit"] for a in ranked], 1)
        np.testing.assert_allclose([a["probability"] for a in ranked], expected, atol=1e-6)
        self.assertAlmostEqual(predict["entropy"], -(expected * np.log(expected)).sum(), places=4)

    def test_temperature_reshapes(self):
        for temperature in (0.5, 2, 5, 10):
            _, predict = program.answers(f"temperature {temperature}", f'predict "{PROMPT}" 100000')
            expected = softmax([a["logit"] for a in predict["answers"]], temperature)
            np.testing.assert_allclose([a["probability"] for a in predict["answers"]], expected, atol=1e-6)
        _, cold = program.answers("temperature 0", f'predict "{PROMPT}" 3')
        self.assertEqual([a["probability"] for a in cold["answers"]], [1, 0, 0])

    def test_the_trite_story(self):
        """T = 0 is the same every time, whatever the seed, and is the little girl's story."""
        _, one, two = program.answers("temperature 0", f'generate "{PROMPT}" 60 --seed 1', f'generate "{PROMPT}" 60 --seed 2')
        self.assertEqual(one["text"], two["text"])
        self.assertIn("little", one["text"])
        self.assertTrue(all(step["probability"] == 1 for step in one["steps"]))

    def test_no_degenerate_repetition(self):
        """20 seeds at T = 0.7, top-p 0.9: no four tokens in a row come more than three times in the first 60."""
        commands = [f'generate "{PROMPT}" 60 --seed {seed} --top-p 0.9' for seed in range(20)]
        texts = set()
        for answer in program.answers("temperature 0.7", *commands)[1:]:
            ids = [step["id"] for step in answer["steps"]]
            counts = collections.Counter(zip(ids, ids[1:], ids[2:], ids[3:]))
            self.assertLessEqual(max(counts.values(), default=0), 3, answer["text"])
            texts.add(answer["text"])
        self.assertGreater(len(texts), 15)

    def test_case_is_restored_for_display_only(self):
        _, story = program.answers("temperature 0", f'generate "{PROMPT}" 20')
        self.assertEqual(story["text"], story["text"].lower())
        self.assertTrue(story["display_text"].startswith("Once upon a time"))
        self.assertEqual(story["display_text"].lower(), story["text"])

    def test_the_lens_ends_at_the_prediction(self):
        predict, lens = program.answers(f'predict "{PROMPT}" 3', f'lens "{PROMPT}" --top 3')
        last = lens["tokens"][-1]["steps"][-1]
        self.assertEqual([a["id"] for a in last["answers"]], [a["id"] for a in predict["answers"]])
        np.testing.assert_allclose([a["probability"] for a in last["answers"]],
                                   [a["probability"] for a in predict["answers"]], atol=1e-6)

    def test_attention_is_causal_and_sums_to_one(self):
        attention, = program.answers('attention "the old king"')
        for pattern in attention["patterns"]:
            weights = np.array(pattern["weights"])
            np.testing.assert_allclose(weights.sum(1), 1, atol=1e-5)
            self.assertEqual(np.abs(np.triu(weights, 1)).max(), 0)


if __name__ == "__main__":
    program.main()
