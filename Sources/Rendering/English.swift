/// The words of the frame in English: everything the templates say that no writer wrote. A template
/// asks for `{{t.menu}}`; every language needs every key.
package let english: [String: String] = [
    // The frame of every page.
    "skip": "Skip to the content",
    "menu": "Menu",
    "menuLabel": "Main",
    "crumbs": "Where you are",
    "call": "Call",
    "languages": "Languages",
    "markets": "Readers’ countries",
    "operator": "From whoever runs this site",
    "publisher": "Published by",
    "footer": "About this site",
    "printedFrom": "Printed from",
    "printedStale":
        "A printed page grows old: the page on the site shows when it was last checked.",
    "sideEffects": "If you have a side effect",

    // Under a title.
    "also": "Also called:",
    "say": "Say:",
    "reviewed": "Last checked",
    "next": "Next check",
    "overdue": "This page should have been checked again by",
    "overdueShort": "overdue",
    "approvalCode": "Approval code",
    "prepared": "Prepared",
    "expires": "Approved until",

    // A page.
    "contents": "On this page",
    "ask": "Questions to take with you",
    "askHint":
        "Choose the ones that matter to you. When you print this page, there is room to write.",
    "used": "Where this word is used",
    "references": "References",
    "numbersElsewhere": "The small numbers lead to the references on each treatment's own page.",
    "numbersBelow": "The small numbers lead to each treatment's references, below the table.",
    "previous": "Previous",
    "nextPage": "Next",

    // The lists: treatments, words, studies, dates.
    "sections": "Find your way",
    "treatments": "Treatments",
    "inShort": "Each treatment in short",
    "compare": "Question by question",
    "question": "Question",
    "questions": "Go to a question",
    "countries": "Countries",
    "questionGroups": "What the questions are about",
    "asked": "Questions people ask about it",
    "allQuestions": "All questions",
    "reviewing": "This text is being reviewed.",
    "pick": "Choose two or three to see side by side",
    "pickSubmit": "Show them side by side",
    "letters": "Letters",
    "people": "people",
    "allReferences": "All references",
    "register": "When each page was checked",
    "page": "Page",
    "status": "Status",
    "ease": "Reading ease",
    "understandable": "Understandable",
    "actionable": "Useful",
    "measured":
        "A program measured each text when it was printed. It cannot tell whether a text is true or kind.",
    "easeMeans":
        "Reading ease goes from 0, hard, to 100, easy (Flesch). 65 and more is plain English.",
    "pematMeans":
        "Understandable and useful: a checklist for patient information (PEMAT-P) asks questions. Of those that a program can answer, so many of 100 were answered with yes.",
    "checks": "Other checklists",
    "checksMean":
        "Other checklists: DISCERN for texts about treatments, the index of clear communication of the CDC, the benchmarks of JAMA, the rules for content of the NHS. Of the questions that a program can answer, so many got a yes. The rest is open: only people can answer it, and nobody has yet.",
    "notMeasured":
        "Nothing stands there for studies, for pages about this site and for pages that only lead to others. Only people can judge the rest.",
]
