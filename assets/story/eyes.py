#!/usr/bin/env python3
"""What the eye sees: do the words at a path's end belong to the sense that the sentence gives the word?

    eyes.py --model story.safetensors [--wordnet /usr/share/wordnet]

Two sentences for each of 12 words, written down before any model had read them. Each ends with its word, so that a
writer has as much to go by as a reader. The words of a sense are WordNet's: a word belongs when one of its three
commonest senses as a noun or verb is one of those named beside the sentence, or a kind of it; an adjective when a noun
does that it is derived from; and the words of the named senses' own glosses belong too. Of the ten words whose vectors
have the largest cosine with the drawn dimensions of the last state, at least three are to belong; the word itself, in
the singular or the plural, is no answer and is left out.
"""

import argparse
import re
from itertools import islice
from pathlib import Path

import numpy as np
import torch

from story_file import open_model

NEAREST, ENOUGH, COMMON_SENSES = 10, 3, 3
GLOSS_WORD = 4  # letters, at least: no articles and prepositions

SENTENCES = (
    ("she peeled and ate a sweet juicy orange",
     "edible_fruit.n.1 citrus.n.2 fruit.n.1 food.n.1 food.n.2 juice.n.1 beverage.n.1 eat.v.1 taste.n.1"),
    ("at sunset the sky turned red and orange",
     "orange.n.2 color.n.1 color.n.8 coloring_material.n.1 light.n.1 light.n.4 light.n.7 light.n.9 sky.n.1 sunset.n.1"),
    ("she held the coin in her open palm",
     "palm.n.1 body_part.n.1 hold.v.2 touch.v.1 gesture.n.2"),
    ("a monkey climbed up the tall coconut palm",
     "palm.n.3 tree.n.1 plant.n.2 fruit.n.1 edible_fruit.n.1 edible_nut.n.1 forest.n.1 forest.n.2"),
    ("on her finger she wore a gold wedding ring",
     "ring.n.8 jewelry.n.1 adornment.n.1 jewel.n.1 gem.n.2 precious_metal.n.1 finger.n.1 marriage.n.1 wedding.n.1"),
    ("we heard the telephone on the wall ring",
     "ring.n.6 ring.v.1 ring.v.4 sound.n.1 sound.n.4 sound.v.2 bell.n.1 telephone.n.1 telecommunication.n.1 hear.v.1 "
     "noise.n.1"),
    ("on the pond swam a little duck",
     "duck.n.1 bird.n.1 body_of_water.n.1 swim.v.1 aquatic_vertebrate.n.1 amphibian.n.3 water_plant.n.1"),
    ("for dinner they ate rice and roast duck",
     "duck.n.3 food.n.1 food.n.2 meal.n.1 meat.n.1 beverage.n.1 cook.v.3 eat.v.1"),
    ("the company borrowed money from the bank",
     "bank.n.2 financial_institution.n.1 money.n.1 assets.n.1 debt.n.1 debt.n.2 loan.n.1 payment.n.1 pay.v.1 "
     "transaction.n.1 financier.n.1 commerce.n.1"),
    ("trees grew beside the stream on its muddy bank",
     "bank.n.1 slope.n.1 stream.n.1 body_of_water.n.1 shore.n.1 geological_formation.n.1 soil.n.2 mud.n.1 flow.v.1"),
    ("in the marsh among other wading birds stood a crane",
     "crane.n.5 bird.n.1 wetland.n.1 body_of_water.n.1 aquatic_vertebrate.n.1 wader.n.1"),
    ("the workers lifted the heavy steel beams with a crane",
     "crane.n.4 machine.n.1 lifting_device.n.1 vehicle.n.1 structural_member.n.1 building_material.n.1 metal.n.1 "
     "metal.n.2 lift.v.2 construction.n.1 tool.n.1"),
    ("in the lake the fisherman caught a trout and a bass",
     "bass.n.8 fish.n.1 fish.n.2 fisherman.n.1 fishing.n.1 fish.v.2 body_of_water.n.1 fishing_gear.n.1"),
    ("in the jazz band he played the guitar and the bass",
     "bass.n.7 music.n.1 musical_instrument.n.1 musician.n.1 musician.n.2 singer.n.1 musical_organization.n.1 play.v.3"),
    ("on the ice by the cold sea lay a grey seal",
     "seal.n.9 aquatic_mammal.n.1 aquatic_vertebrate.n.1 fish.n.1 sea_bird.n.1 body_of_water.n.1 shore.n.1 ice.n.1 "
     "island.n.1"),
    ("he closed the letter with a red wax seal",
     "seal.n.1 seal.n.2 seal.n.5 wax.n.1 document.n.1 letter.n.1 paper.n.1 stamp.n.4 envelope.n.1 writing.n.2 fastener.n.2"),
    ("under the garden in its dark tunnel lived a mole",
     "mole.n.6 mammal.n.1 reptile.n.1 amphibian.n.3 insect.n.1 animal.n.1 burrow.n.1 hole.n.2 dig.v.1"),
    ("the reaction gives off oxygen gas, about one mole",
     "mole.n.1 chemical_element.n.1 chemical.n.1 compound.n.2 gas.n.1 gas.n.2 atom.n.1 molecule.n.1 fluid.n.1 "
     "unit_of_measurement.n.1 chemistry.n.1 chemical_reaction.n.1"),
    ("after the long cold winter came a warm spring",
     "spring.n.1 season.n.1 season.n.2 weather.n.1 gregorian_calendar_month.n.1 time_period.n.1 precipitation.n.3"),
    ("the old watch is driven by a coiled metal spring",
     "spring.n.2 device.n.1 mechanism.n.5 coil.n.1 coil.n.5 wire.n.1 metal.n.1 metal.n.2 elasticity.n.1"),
    ("the soldiers attacked the castle and its stone tower",
     "castle.n.1 castle.n.2 defensive_structure.n.1 fortification.n.1 military_unit.n.1 soldier.n.1 weapon.n.1 attack.v.1 "
     "building.n.1 stone.n.2"),
    ("radio and television signals are sent from a tall tower",
     "radio.n.1 broadcasting.n.1 telecommunication.n.1 electronic_equipment.n.1 signal.n.1 antenna.n.1 transmitter.n.3 "
     "broadcast.v.1 radio.n.2 radio.n.3 skyscraper.n.1 channel.n.7"),
    ("in scotland there lived an old king",
     "king.n.1 sovereign.n.1 ruler.n.1 royalty.n.2 noble.n.1 country.n.1 country.n.2 castle.n.1 castle.n.2 throne.n.1 "
     "kingdom.n.2 kingdom.n.3 rule.v.1"),
    ("in this game of chess white moved a pawn and black his king",
     "chess.n.2 chessman.n.1 game.n.1 game.n.2 game.n.9 man.n.10 player.n.1 checkerboard.n.1 checkmate.n.2 win.v.1 "
     "contestant.n.1"),
)

ENDINGS = {"n": (("s", ""), ("ses", "s"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("ies", "y"), ("men", "man")),
           "v": (("s", ""), ("ies", "y"), ("es", "e"), ("es", ""), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", ""))}


class WordNet:
    """The senses of words and what they are kinds of, from the database's own files (wndb(5WN))."""

    NAMES = {"n": "noun", "v": "verb", "a": "adj"}
    KIND_OF, FROM_NOUN = ("@", "@i"), ("\\", "+")

    def __init__(self, folder):
        self.index = {pos: self.read_index(folder / f"index.{name}") for pos, name in self.NAMES.items()}
        self.data = {pos: (folder / f"data.{name}").read_bytes() for pos, name in self.NAMES.items()}

    @staticmethod
    def read_index(path):
        """lemma -> offsets of its senses, the commonest first"""
        out = {}
        for line in path.read_text().split("\n"):
            if line and not line.startswith(" "):
                fields = line.split()
                out[fields[0]] = [int(offset) for offset in fields[-int(fields[2]):]]
        return out

    def sense(self, name):
        """"bank.n.2" -> ("n", offset)"""
        lemma, pos, number = name.split(".")
        return pos, self.index[pos][lemma][int(number) - 1]

    def entry(self, sense):
        """(pointers as (symbol, (pos, offset)), gloss)"""
        pos, at = sense
        fields, gloss = self.data[pos][at:self.data[pos].index(b"\n", at)].decode().split("|", 1)
        fields = fields.split()
        pointers = fields[4 + 2 * int(fields[3], 16):]
        pointers = pointers[1:1 + 4 * int(pointers[0])]
        return [(s, (p, int(o))) for s, o, p in zip(pointers[::4], pointers[1::4], pointers[2::4])], gloss

    def pointed(self, sense, symbols, pos):
        return [other for symbol, other in self.entry(sense)[0] if symbol in symbols and other[0] == pos]

    def is_kind_of(self, sense, roots):
        return sense in roots or any(self.is_kind_of(s, roots) for s in self.pointed(sense, self.KIND_OF, sense[0]))

    def senses(self, word):
        """The commonest senses of a word, its endings off, as nouns and verbs."""
        for pos, endings in ENDINGS.items():
            forms = [word] + [word[:-len(a)] + b for a, b in endings if word.endswith(a)]
            lemma = next((form for form in forms if form in self.index[pos]), None)
            yield from ((pos, offset) for offset in self.index[pos].get(lemma, [])[:COMMON_SENSES])
        for offset in self.index["a"].get(word, [])[:1]:
            yield from self.pointed(("a", offset), self.FROM_NOUN, "n")


class Words:
    """The words of one sense: kinds of what its names name, and the words of their glosses."""

    def __init__(self, wordnet, names):
        self.wordnet = wordnet
        self.roots = [wordnet.sense(name) for name in names]
        glosses = " ".join(wordnet.entry(root)[1] for root in self.roots).lower()
        self.told = {word for word in re.findall(r"[a-z]+", glosses) if len(word) >= GLOSS_WORD}

    def __contains__(self, word):
        return word in self.told or any(self.wordnet.is_kind_of(s, self.roots) for s in self.wordnet.senses(word))


@torch.no_grad()
def nearest(model, tokenizer, sentence):
    """The words nearest to the end of the path of a sentence's last word."""
    ids = [tokenizer.end] + tokenizer.encode(sentence)
    own = sentence.split(" ")[-1]
    dims = model.config.table_dims
    words = torch.tensor([t["kind"] == "word" and not t["left"] and len(t["text"]) > 1 for t in tokenizer.tokens])
    directions = torch.nn.functional.normalize(model.embedding()[:, :dims], dim=-1)
    cosines = directions @ model.states(torch.tensor([ids]))[-1][-1, :dims]
    order = cosines.masked_fill(~words, -np.inf).argsort(descending=True).tolist()
    texts = (tokenizer.tokens[index]["text"] for index in order)
    return list(islice((text for text in texts if text not in (own, own + "s")), NEAREST))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--wordnet", type=Path, default=Path("/usr/share/wordnet"))
    options = parser.parse_args()
    torch.set_num_threads(1)
    wordnet = WordNet(options.wordnet)
    model, tokenizer = open_model(options.model)
    lists = [Words(wordnet, names.split()) for _, names in SENTENCES]
    passed = 0
    for index, (sentence, _) in enumerate(SENTENCES):
        words = nearest(model, tokenizer, sentence)
        belong = [word in lists[index] for word in words]
        other = sum(word in lists[index ^ 1] for word in words)
        said = sum(fits and word in sentence.split(" ") for word, fits in zip(words, belong))
        passed += sum(belong) >= ENOUGH
        shown = ", ".join(f"[{word}]" if fits else word for word, fits in zip(words, belong))
        print(f"{'ok  ' if sum(belong) >= ENOUGH else 'FAIL'} {sum(belong):2} ({said}, {other}) {sentence}: {shown}")
    print(f"{passed} of {len(SENTENCES)}; in brackets how many the sentence itself says, and how many belong to the "
          "word's other sense")


if __name__ == "__main__":
    main()
