"""The words that the generator of synthetic releases draws from.

Council names, CPV and NUTS codes are facts (names: mySociety's register of UK local authorities, CC-BY-4.0; codes:
the CPV 2008 list and Eurostat's NUTS). Every other organisation is invented, and its name shows it.
"""

from __future__ import annotations

COUNCILS = (
    "Adur District Council", "Ashford Borough Council", "Basildon Borough Council",
    "Birmingham City Council", "Blaby District Council", "Breckland District Council", "Bristol City Council",
    "Cambridge City Council", "Cardiff Council", "Charnwood Borough Council", "Colchester Borough Council",
    "Cornwall Council", "Coventry City Council", "Dartford Borough Council", "Devon County Council",
    "Dorset Council", "Durham County Council", "Eastleigh Borough Council", "Epping Forest District Council",
    "Essex County Council", "Fareham Borough Council", "Gedling Borough Council", "Glasgow City Council",
    "Gosport Borough Council", "Hampshire County Council", "Harborough District Council",
    "High Peak Borough Council", "Hull City Council", "Kent County Council", "Leeds City Council",
    "Leicester City Council", "Lichfield District Council", "Lincolnshire County Council",
    "Malvern Hills District Council", "Manchester City Council", "Mid Sussex District Council",
    "New Forest District Council", "Newcastle City Council", "Norfolk County Council",
    "North Northamptonshire Council", "Nottingham City Council", "Oxfordshire County Council",
    "Pendle Borough Council", "Plymouth City Council", "Reading Borough Council", "Rochford District Council",
    "Rushmoor Borough Council", "Salford City Council", "Sheffield City Council",
    "South Cambridgeshire District Council", "South Norfolk District Council", "Southampton City Council",
    "Staffordshire Moorlands District Council", "Suffolk County Council", "Swale Borough Council",
    "Swansea Council", "Tendring District Council", "Three Rivers District Council",
    "Uttlesford District Council", "Wakefield Council", "Watford Borough Council",
    "Welwyn Hatfield Borough Council", "West Sussex County Council", "Wiltshire Council",
    "Woking Borough Council", "Worcestershire County Council", "Worthing Borough Council",
    "York City Council",
)  # fmt: skip

BODIES = ("NHS Trust", "University", "Housing Association", "Police Authority", "Academy Trust", "Fire Authority",
          "Water Utility", "Research Council", "Harbour Board", "Museum")  # fmt: skip

NONSENSE = ("Borogrove", "Bandersnatch", "Brillig", "Frabjous", "Frumious", "Galumph", "Gimble", "Jabberwock",
            "Jubjub", "Manxome", "Mimsy", "Mome", "Outgrabe", "Rath", "Slithy", "Snicker", "Tove", "Tulgey",
            "Tumtum", "Uffish", "Vorpal", "Wabe", "Whiffling")  # fmt: skip

TRADES = ("Building", "Care", "Catering", "Cleaning", "Coaches", "Consulting", "Electrical", "Energy", "Fencing",
          "Flooring", "Highways", "Insurance", "Landscapes", "Logistics", "Medical", "Roofing", "Security",
          "Software", "Surveying", "Training", "Transport", "Waste")  # fmt: skip

LEGAL_FORMS = ("Limited", "LTD", "Ltd.", "LLP", "plc", "CIC")

TOWNS = (("Exampleton", "ZZ1", "UKD35"), ("Sampleford", "ZZ2", "UKJ36"), ("Testbury", "ZZ3", "UKG31"),
         ("Mockham", "ZZ4", "UKI32"), ("Dummouth", "ZZ5", "UKK41"), ("Placeholme", "ZZ6", "UKE42"),
         ("Specimenley", "ZZ7", "UKM71"), ("Aber Enghraifft", "ZZ8", "UKL22"), ("Fictonbridge", "ZZ9", "UKF14"),
         ("Ballysample", "ZZ10", "UKN0D"))  # fmt: skip

STREETS = ("Imaginary Road", "Invented Street", "Nowhere Lane", "Unreal Avenue", "Synthetic Way")

REGIONS = ("UK", "UK", "UK", "UKC", "UKC22", "UKD", "UKD3", "UKD72", "UKE", "UKE1", "UKE31", "UKF", "UKF1",
           "UKF22", "UKG", "UKG13", "UKG21", "UKG31", "UKH", "UKH12", "UKH3", "UKI", "UKI32", "UKI4", "UKJ",
           "UKJ14", "UKJ3", "UKK", "UKK12", "UKK3", "UKL", "UKL15", "UKL22", "UKM", "UKM71", "UKN")  # fmt: skip

CPV = (
    ("85000000", "Health and social work services"), ("60000000", "Transport services (excl. Waste transport)"),
    ("45000000", "Construction work"), ("80000000", "Education and training services"),
    ("72000000", "IT services: consulting, software development, Internet and support"),
    ("50000000", "Repair and maintenance services"), ("48000000", "Software package and information systems"),
    ("45210000", "Building construction work"), ("60112000", "Public road transport services"),
    ("85312000", "Social work services without accommodation"), ("34121000", "Buses and coaches"),
    ("71314000", "Energy and related services"), ("60172000", "Hire of buses and coaches with driver"),
    ("90500000", "Refuse and waste related services"), ("77300000", "Horticultural services"),
    ("90513000", "Non-hazardous refuse and waste treatment and disposal services"),
    ("71300000", "Engineering services"), ("45310000", "Electrical installation work"),
    ("35113400", "Protective and safety clothing"), ("66518100", "Insurance brokerage services"),
    ("71200000", "Architectural and related services"), ("71500000", "Construction-related services"),
    ("90910000", "Cleaning services"), ("66510000", "Insurance services"), ("24111500", "Medical gases"),
    ("45100000", "Site preparation work"), ("45300000", "Building installation work"),
    ("71900000", "Laboratory services"), ("73110000", "Research services"), ("09330000", "Solar energy"),
    ("45320000", "Insulation work"), ("45440000", "Painting and glazing work"),
    ("79993100", "Facilities management services"), ("90919300", "School cleaning services"),
    ("71317210", "Health and safety consultancy services"), ("85100000", "Health services"),
    ("44211100", "Modular and portable buildings"), ("09310000", "Electricity"), ("09123000", "Natural gas"),
    ("50230000", "Repair, maintenance and associated services related to roads and other equipment"),
    ("45261900", "Roof repair and maintenance work"), ("92600000", "Sporting services"),
    ("79311000", "Survey services"), ("63712700", "Traffic control services"),
)  # fmt: skip

SUBJECTS = ("Window Replacement", "Highway Resurfacing", "Home Care", "School Transport", "Roof Repairs",
            "Grounds Maintenance", "Library System", "Waste Collection", "Cleaning of Buildings", "Energy Supply",
            "Insurance Brokerage", "Social Care Case Management", "Leisure Centre Refurbishment",
            "Play Area Surfacing", "Laboratory Testing", "Street Lighting", "Payroll Software",
            "Temporary Accommodation", "Flood Defence Design", "Vehicle Hire")  # fmt: skip

SENTENCES = (
    "The supplier will provide the service at all sites of the authority for the whole term of the contract.",
    "The requirement covers planned and reactive work, out-of-hours cover and an annual condition report.",
    "Bidders must hold the insurances stated in the tender documents on the day the contract starts.",
    "The contract may be extended by two further periods of twelve months each, subject to performance.",
    "Prices are fixed for the first two years and then follow the index stated in the schedule of rates.",
    "Variant bids are not allowed.\nInterested parties should register on the portal to see the documents.",
    "The authority does not bind itself to award a contract, in whole or in part, as a result of this notice.",
    "Social value is weighted at ten per cent and is measured against the commitments given in the bid.",
    "A site visit is recommended \u2013 dates are given in the invitation \u2013 and is the bidder\u2019s own cost.",
    "TUPE is expected to apply; information about the staff concerned is given on request.",
    "Performance is reviewed every quarter against the key performance indicators in the specification.",
    "Payment is made within 30 days of a valid invoice, through the whole of the supply chain.",
    "The works include removal and lawful disposal of existing materials and making good of all surfaces.",
    "Mae\u2019r awdurdod yn croesawu ceisiadau yn Gymraeg; caiff pob cais ei drin yn gyfartal.",
    "Data is kept in the United Kingdom and is returned in an open format when the contract ends.",
    "The estimated value includes all extensions and does not promise any volume of work.",
)

JOINT = (
    "{0} is leading this procurement on behalf of itself, {1} and {2}.",
    "This is a joint procurement between {0} and {1}.",
    "{0} and {1} are collaborating to establish this agreement; {2} may also call off.",
    "The framework may be used by {1}, {2} and all other local authorities in the region.",
)

ELSEWHERE = (
    "Deliveries are made to the depot near {1}.",
    "The supplier has done similar work for {1} before.",
    "Sites lie within the boundaries of {1}.",
)
