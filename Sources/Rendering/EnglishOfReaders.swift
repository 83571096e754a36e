/// The words of the forms in which readers take part, in English.
let englishOfReaders: [String: String] = [
    "rateHeading": "Was this page useful?",
    "rateTitle": "Rate this page",
    "ratedTitle": "Your rating",
    "ratingOf": "{0}: {1}",
    "rateMark": "How useful was it to you?",
    "mark-1": "1: not useful",
    "mark-2": "2",
    "mark-3": "3",
    "mark-4": "4",
    "mark-5": "5: very useful",
    "rateAnswered": "Did this answer your question? (optional)",
    "answered-yes": "Yes",
    "answered-partly": "Partly",
    "answered-no": "No",
    "rateMissing": "What was missing? (optional)",
    "rateMissingHint":
        "For the editors. It is never published, and deletes itself after 180 days. Please leave out names, numbers and dates that are about you. Nobody can answer here: if you are ill or worried, ask your team.",
    "rateSubmit": "Send",
    "rateSending": "Sending …",
    "rateKeeps":
        "Your rating is kept without your name and without your address on the internet. A cookie is set when you send it, and only then, so that you can change it later.",
    "rateMore": "What is kept of readers",
    "rated":
        "Thank you. Your rating is kept. You can change it here; your last one counts.",
    "ratedShort": "Thank you. Your rating is kept.",
    "rateBack": "Back to “{0}”",
    "rateErrors": "Please look at this again",
    "rateFigures": "How readers rated it",
    "rateBars": "Each mark, and how many gave it",

    "newsOf": "What changed: {0}",
    "unratedTitle": "This page cannot be rated",
    "unratedReason": "It is not shown here any more, or it never was. Your rating was not kept.",
    "unratedKept": "What you wrote still stands here, so that you can copy it.",
    "newsUnshown": "The page “{0}”",
    "newsAll": "What changed",
    "newsLead":
        "What is new, changed, withdrawn or being reviewed, the newest first. Small corrections are left out.",
    "newsFeeds":
        "To be told by a feed reader, give it one of these addresses. You leave no address of yours:",
    "newsNone": "Nothing yet.",
    "newsTopics": "Follow another topic",
    "newsNew": "New: {0}",
    "newsChanged": "Changed: {0}",
    "newsChangedBack": "Changed: an earlier text stands here again.",
    "newsReturned": "Here again: {0}",
    "newsWithdrawn": "This page has been withdrawn.",
    "newsLapsed":
        "This page is being reviewed, and is not shown until that is done. Until then, ask your own team.",
    "followTopics": "Follow what changes:",

    "ratingsNone": "Nobody has rated this page yet.",
    "ratingsOne":
        "{0} out of 5, from 1 rating. That is one reader: the next may see it otherwise.",
    "ratingsFew": "{0} out of 5, from {1} ratings. These are few: the next may change the figure.",
    "ratings": "{0} out of 5, from {1} ratings.",

    "error-mark-absent": "Choose a number from 1 to 5.",
    "error-mark-unknown": "Choose one of the numbers from 1 to 5.",
    "error-answered-unknown": "Choose yes, partly or no, or leave this open.",
    "error-text-too-long": "This is too long: {0} characters, and there is room for {1}.",
    "error-text-email":
        "This seems to hold an e-mail address. Please take it out: nobody can answer you here.",
    "error-text-number":
        "This seems to hold a date or a long number, such as a telephone or patient number. Please take it out.",
    "refused-too-many":
        "Many ratings came from your network within an hour, so this one is not kept. What you chose is still here: please try again later.",
    "refused-away":
        "Your rating cannot be kept just now. What you chose is still here: please try again in a few minutes.",
    "refused-cross-site":
        "This did not come from a form of this site, so nothing is kept. Please open the page and try again.",
]
