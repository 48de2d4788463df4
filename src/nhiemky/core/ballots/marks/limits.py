"""Every limit of reading ink, in one place, each with its reason. Lengths in millimetres or in em of the printed
name, contrasts as parts of the way from paper (0) to black (1)."""

PX_PER_MM = 6  # pixels of a straightened page in a millimetre; a stroke of 0.3 mm is about two of them
REDUCED = 3  # of its pixels to one of the small picture of the whole page
SMALL = PX_PER_MM // REDUCED  # pixels of the small picture in a millimetre

# Contrast. Bleed-through reaches 0.18 but blurred, light pencil begins at 0.25 and loses a fifth to the scanner.
INK = 0.14  # less than this is paper, crease, shadow or the reverse of the sheet
PENCIL = 0.10  # but where a name has darker ink, this much goes on with it: a pencil's grain
PART_OF_PEN = 0.35  # and less than this part of the pen's own darkness its blur, or print that does not quite fit
SURE_INK = 0.18  # the mean of a stroke that is called ink without asking

STREAK_HEIGHT, STREAK_WIDTH = 15.0, 0.8  # mm: what is taller through the boxes, and on average thinner, is a scanner's

# Pens. Felt pens reach 1.5 mm, a line drawn twice 2 mm; what is wider is a shadow's edge or a stamp.
SPECK = 0.6  # dust and printer's specks stay below
DOT = 2.0  # a pen that rested or a deliberate dot

# The strike. Letters are measured in em above the baseline: small letters reach 0.46, capitals 0.66, marks 0.9.
BAND_TOP, BAND_BOTTOM = 0.65, 0.07  # a level strike's middle; lower it may be an underline, higher an overline
# Where it is as high as the page's other strikes its middle may lie at the very edge of the letters.
EDGE_TOP, EDGE_BOTTOM = 0.69, 0.03
STRIKES = 3  # so many sure ones say how high a voter strikes
AS_HIGH = 0.25  # em off their median: one hand's lines differ as much, its under- and overlines more
THIN = 0.06  # em: a pen's line reaches so far from its middle; a thicker or double one reaches letters from further off
LETTERS_TOP, LETTERS_BOTTOM = 0.76, -0.10  # where the middle of a sloping or wavy strike still goes through letters
BODY_TOP, BODY_BOTTOM = 0.70, 0.03  # the letters' bodies, which a thick or double strike covers beside its middle
APART = 0.26  # em of ink's standard deviation in a column: a double line's two are 0.4 em apart and have 0.2
ZONE_TOP, ZONE_BOTTOM = 0.88, -0.20  # beyond them ink goes around the name, not through it
COVERED = 0.75  # the part of the name's visible length that a whole strike covers: pens skip and lift
SKIPPED = 0.71  # and one that reaches both ends, to half of what a hand stops early: its pen skipped on the way
SHORT = 2.2  # a hand stops this early without leaving a letter out: they are 2.1 mm wide
LATE = 0.72  # of the first or last word: a line that begins behind its letters and hides there covers at least the rest
GAP = 2.2  # in its middle it may leave out as much: a ball pen skips, a zigzag's legs hide behind a letter's
BRIDGED = 0.18  # of the white between two words: letters cannot imitate ink there

LEVEL = 0.75  # of the name's length that a strike spends among the letters
SLOPING = 0.4  # em: more rise over the name than this, and it can be neither underline nor overline
# From corner to corner it runs out below the first letters and above the last ones, or the other way round: the
# casebook of state elections (reference 1.6) calls any stroke over surname and given name a strike, sloping ones too.
DIAGONAL = 0.8  # em: letters are 0.86 high with what hangs below them; a hand that slopes by habit rises half as much
DIAGONAL_LEVEL = 0.6  # of the name among the letters: a rise of 1.4 em, the whole row's height, leaves as much
DIAGONAL_OFF = 0.25  # em of its middle off the letters' own: further off, one end is only under- or overlined
LEAP = 0.25  # em between two lines one after the other: two goes of one strike lie closer, a wave goes on to both sides
DOUBLED = 0.09  # em reached all along: a second line, or the teeth of a zigzag; a pen's own line reaches 0.08
# A felt pen's line reaches as far as a double one, but is full: it reaches as far as its pixels do.
HOLLOW, HOLLOW_PART = 1.15, 0.2  # times as far, in so many of the columns
LINES_TOP, LINES_BOTTOM = 0.72, 0.0  # one of the two that lies beyond does not strike its part of the name
SWING = 0.12  # em: a zigzag's legs go from so far above its own height to as far below it, a wobbling line does not
WAVES = 6.5  # mm between two legs that show: letters hide one of two, which are 4 mm apart at most
SPREAD = 1.3  # mm around the line's own middle: a line, drawn once or twice
PART = 0.35  # of the name's length: less is not called a line over, under or through it
AROUND = 0.6  # of the inked columns that have ink in the letters: with less it goes around them
STREAK = 0.25  # of a line's own darkness, beyond the row: pens stop there, scanners and folds do not
FOLD_SEEN = 0.12  # of it at any one end of the row: the line is followed over the sheet
FOLD = 0.5  # of the sheet beyond a line, over which it goes on: folds reach 0.85 and more, most strikes 0.1
PALER = 0.5  # of the pens of a page's other lines: a line as pale that goes on past its row may be a fold

# The darkest way. White between words is at least 0.9 mm and still 0.8 in blurred pictures.
WAY_BROKEN = 0.72  # mm of white in one place on the way along a strike: two steps of it, less than between two words
WAY_WHITE = 0.55  # mm of white in all for each white between words that it bridges
WAY_OPEN = 0.62  # mm of white at each place between two words when nothing crosses it
WAY_BOTTOM = 0.02  # em: the way along an underline runs below
WAY_LEVEL = 0.5  # of the name above it: diagonals leave 0.6, an underline with a line through one word less
WAY_ROUGH = 0.6  # ups and downs: a zigzag of 45 degrees has 1

# Untouched. Edges of letters that do not quite fit the reference leave crumbs.
CRUMBS = 1.2  # square millimetres of scattered crumbs along one name
LONGEST_CRUMB = 1.0  # millimetres of connected new ink
MISFIT = (
    0.1  # mm²: where most untouched names have so much, print is bolder than its reference; 2,500 other pages had 0
)
BLOB = 0.22  # mean contrast of a square of 0.8 mm: a speck of half a millimetre stays below
PALE = 0.088  # mean contrast of a level line of 3.5 mm: print that does not quite fit has 0.075
SHADE = 0.05  # contrast, smoothed: paper's grain stays below
PALEST = 0.03  # contrast, smoothed: less is nowhere in a strike that crosses whites evenly
CROSSED = 0.07  # mean contrast across the whites of a name: untouched ones in noise have 0.06, most strikes 0.08
CROSSED_BEYOND = 0.035  # more than on the page's quieter names: untouched ones have 0.031, the palest strikes 0.04
CROSSED_OF_PEN = 0.1  # but this part of the palest pen that struck names out on the page is none of its lines
# What most of a name's whites have at the least: one with dust or a misfit has no more than its page's other names.
EVENLY = 0.017  # more than usual on its page: of 20,000 untouched names on pages of all kinds 5 had as much
EVENLY_OF_PEN = 0.06  # of the contrast of the palest pen that struck names out on the page, where that is more
EVENLY_SPREADS = 2.0  # and so many times what lies between the palest names and the usual one: a page's own grain
# Mean contrast along the most inked way through a name: untouched ones have 0.005, with dust 0.01; palest strikes 0.02.
RIDGE = 0.010
RIDGE_OF_PEN = 0.08  # of the contrast of the palest pen that struck names out on the page: one voter has one pen
RIDGE_MOST = 0.04  # but never more than this: pens run dry
RIDGE_OF_GRAIN = 0.010  # what grain and badly fitting print may add; where more is on most names, it may be strikes
# Where the paper's grain shows between most names' letters, a strike that hardly stands out of it may pass every limit
# above. Grain is counted in its own standard deviations; clean pages have none there.
GRAINY = 0.016  # median of `crossed` on a page's untouched names: office scanners leave 0.010 at most, noisy ones 0.017
GRAIN_SHARED = 4.5  # a mean over a name's paper counts as much as this many times its levels across its whites
BEYOND_GRAIN = 1.2  # 39 faint strikes that passed the limits of contrast had 1.3 and more, 19 of 20 names less
BEYOND_OF_PEN = 0.1  # of how far the page's pens stand out: the fainter they are, the nearer to the grain a strike lies
DUST = 1.4  # mm from corner to corner, soft edges included: specks of half a millimetre have 1.3, a pen's dots 1.7
# Contrast of print around a speck, and in which part of its edge: else it may go on there.
SPECK_HIDDEN, SPECK_CUT = 0.3, 0.4
HAIR_LONG = 3.0  # mm: and so far from end to end, a hair that has
HAIR_INK = 0.13  # mm² of full black on each mm: hairs have 0.03 to 0.12, thin pens 0.15 and more
HAIR_OF_PEN = 0.5  # and less than this part of what the page's own pen leaves
HAIR_BENT = 0.3  # of its width, its height: what is shorter than a letter and level may be a piece of a line
SPECKS_AREA = 2.5  # mm²: dust and hairs at a name have no more
# Of the standard deviation of the grain: the two strikes of 15,000 faint marks on grainy pages that passed all these
# limits were on pages whose pens stand out by 5.7 and 6.9; of other grainy pages one in twenty has less than 10.
DROWNED = 10.0
LOST = 0.9  # millimetres of letters that are missing: rubbed out, painted over

# Boxes.
BOX_MARK = 2.8  # mm: a mark's longer side; a dot, a slip of the pen or a hair is shorter
BOX_REACH = 3.0  # mm: across and down together (the diagonal); a large dot has 2.4
BOX_INK = 1.0  # mm²: a hair has less
BOX_SPECK = 0.28  # mm²: dust of 0.6 mm across
BOX_PALE = 0.10  # contrast, blurred: paper's own grain stays below; a light pencil's thin line reaches 0.14
BOX_PAPER = 0.05  # contrast, blurred, of four times the paper's grain: a pencil's faintest line
BOX_STAIN = 1.0  # mm² of it: dust and hairs have 0.4, the palest tick 3.7
BOX_ARM = 0.25  # of a mark's ink: an X's arm that enters the box of another row; with more it may be either's
BOX_SLIGHT = 0.25  # of the ink of the page's usual mark: a hair has less, a slash beside crosses 0.3
BOX_CROSSING = 0.1  # the same in the other box of its own row, where it may mean both

# The seal.
SEAL_RING = 0.58  # of its ring that is inked: seals reach 0.6 to 1, strokes that happen to lie around 0.5
SEAL_FILLED = 0.45  # of what is within the ring: seals have 0.5 and more there, strikes that lie in a ring 0.3 to 0.4
SEAL_PERHAPS = 0.3  # of it: a pale seal or strikes; names under it are asked about, and writing on it is still noticed
SEAL_STANDS_OUT = 0.3  # more than of the paper just outside it

# Colours.
SAME_PEN = 0.975  # cosine of two marks' colours: blue and black have 0.97 and less, one pen 0.977 and more

# Stray ink.
STRAY_LONG = 2.0  # mm: a speck, a staple's hole or a hair's end is shorter
STRAY_PIECE = 0.75  # mm²: a pen's line as long as that
STRAY_INK = 1.5  # mm² in all
# Over small print, on squares of 4 mm: of the square's own darkness, and in contrast. Print comes out 0.3 and 0.05 off.
OVER_PRINT_PART, OVER_PRINT = 0.45, 0.065
OVER_PRINT_AREA = 20  # mm² of such squares: a word is as large, unevenly printed headings have 13
ON_NUMBER = 0.085  # contrast, on squares of 0.8 mm over a row's printed number: badly fitting digits leave less
ON_NUMBER_AREA = 1.0  # mm² of it: untouched numbers have 0.4 on clean pages, 0.6 with dust, pale ticks 2
THROUGH = 0.07  # contrast of a line through a row, on the white above and below its letters: noise reaches 0.063
STREAK_OFF = 0.03  # contrast beyond the table, shared by half a millimetre: the palest streak that shows in a row
# After a name, on paper with nothing printed: in contrast, shared by half a millimetre.
AFTER_NAME = 0.05  # more than the paper around: its grain stays below, on noisy pages in all but single pixels
AFTER_NAME_LONG, AFTER_NAME_AREA = 2.5, 1.5  # mm and mm² of one piece: dust is shorter, hairs thinner, ticks larger
TOUCHES = 1.2  # mm off a row's edge: ink there may come from the next row
OVERSHOT = 5.0  # mm: ink beside a struck name that is no higher is the strike's own end
HAIR = 2.6  # mm: what is shorter beside one name or box asks no question; hairs of dust are, ticks are not
HAIR_AREA = 1.2  # mm²: hairs are thin; a small tick in pencil has more
BESIDE = 11.0  # mm off the row: a mark there belongs to it

# Confidence at which a reading stands without a person.
SURE = 0.9
# And where much must be asked about on a page: of 8 wrong ones among 255,000 marks of odd voters 7 were no surer.
MANY, MANY_OF_TOUCHED = 4, 0.5  # names, and of those that are touched
SURE_OF_MANY = 0.94
