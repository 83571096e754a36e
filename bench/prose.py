"""Plain English that means nothing, the same for the same seed.

It speaks of a harbour town that does not exist. There is no number and no word about health in
it, so that no edition made of it can be mistaken for information.
"""

import random

PEOPLE = """baker ferryman gardener keeper painter carpenter teacher postwoman fisherman clerk
weaver miller librarian bellringer sailmaker cook glazier mapmaker stranger neighbour cousin
grandmother apprentice visitor innkeeper shepherd potter bookbinder captain widow""".split()

THINGS = """lantern rope basket ladder kettle window bridge barrel letter shutter wagon anchor
notebook candle blanket hammer orchard hedge chimney stove saddle mirror drawer violin painting
compass umbrella staircase gate fountain bench signpost net sail oar bucket lamp clock key shelf
jar table stone roof wall door boat kite drum bell flag coat map hat""".split()

PLACES = """
by the harbour
behind the mill
under the old bridge
along the sea wall
in the square
at the end of the lane
above the bakery
beside the canal
near the lighthouse
on the far bank
between the two gardens
across the marsh
at the foot of the hill
outside the library
in the yard of the inn
beyond the last houses
next to the boat shed
among the apple trees
""".strip().splitlines()

QUALITIES = """quiet heavy narrow painted borrowed crooked gentle patient wooden forgotten bright
sturdy careful modest weathered familiar slender stubborn cheerful hollow polished uneven silver
simple distant faded honest curious steady generous plain green northern early""".split()

DEEDS = """carries mends paints finds borrows measures lifts hides remembers describes sells keeps
moves closes opens admires draws cleans returns counts lends covers follows weighs names shows
guards turns fetches hangs watches""".split()

WHEN = """
before the market opens
in the first days of spring
when the fog lifts
after the rain
long before anybody is awake
on the eve of the fair
as soon as the tide turns
in most years
while the kettle sings
whenever the wind comes from the north
towards the end of the summer
when the ferry is late
on quiet afternoons
until the lamps are lit
at the sound of the bell
""".strip().splitlines()

WHY = """
because nobody else has the time
so that the road stays open
since it has always been so
although the neighbours laugh about it
and nobody asks for anything in return
which pleases the whole street
as the old people taught it
without saying a word about it
and writes it down in the evening
because the winter may be long
so that others need not wait
which is harder than it looks
and then goes home by the river
unless a guest is expected
""".strip().splitlines()


class Author:
    """Writes in one voice. Two authors with the same seed write the same words."""

    def __init__(self, seed: str):
        self.pick = random.Random(seed).choice

    def noun_phrase(self) -> str:
        return f"the {self.pick(QUALITIES)} {self.pick(THINGS)}"

    def title(self) -> str:
        return f"The {self.pick(QUALITIES)} {self.pick(THINGS)} {self.pick(PLACES)}"

    def sentence(self) -> str:
        """Between ten and twenty-five words."""
        who, deed = self.pick(PEOPLE), self.pick(DEEDS)
        clause = f"the {who} {deed} {self.noun_phrase()} {self.pick(PLACES)}"
        shape = self.pick("ABCD")
        if shape == "A":
            return f"{clause}, {self.pick(WHY)}.".capitalize()
        if shape == "B":
            return f"{self.pick(WHEN)}, {clause}.".capitalize()
        if shape == "C":
            other = f"the {self.pick(PEOPLE)} {self.pick(DEEDS)} {self.noun_phrase()}"
            return f"{self.pick(WHEN)}, {clause}, and {other}.".capitalize()
        return f"{clause}.".capitalize()

    def paragraph(self, sentences: int) -> str:
        return " ".join(self.sentence() for _ in range(sentences))

    def item_list(self, items: int) -> str:
        return "\n".join(
            f"- **{self.pick(THINGS).capitalize()}:** {self.sentence()}" for _ in range(items)
        )

    def quote(self) -> str:
        return f"> {self.sentence()}"

    def text(self, links: list[str]) -> str:
        """Markdown of the shape and length of a page on treatments: about 1,200 words under nine
        headings, with a list, a quotation, some emphasis, and these links."""
        parts = [self.paragraph(3)]
        for section in range(9):
            parts.append(f"## {self.title()}")
            parts.extend(self.paragraph(3) for _ in range(2))
            if section < len(links):
                link = f"[{self.noun_phrase()}]({links[section]})"
                parts.append(f"See *also* {link}. {self.sentence()}")
            if section in (2, 8):
                parts.append(self.item_list(3))
            if section in (0, 5):
                parts.append(self.quote())
        return "\n\n".join(parts) + "\n"
