/// The words with which readers follow topics by e-mail, in English.
let englishOfFollowing: [String: String] = [
    "followTitle": "Be told what changed, by e-mail",
    "followLead":
        "Choose topics, and you get an e-mail when a page about them is new, has changed, or is taken away. Small corrections are left out.",
    "followOff":
        "This site sends no e-mail yet: nobody has been named who answers for the addresses that it would keep. You can still be told what changed by a feed reader, which needs no address.",
    "followWhich": "Which topics?",
    "followFrequency": "How often?",
    "frequency-now": "As it happens",
    "frequency-weekly": "Once a week, on Mondays",
    "frequency-monthly": "Once a month, on the first",
    "followEmail": "Your e-mail address",
    "followEmailHint":
        "Whoever can open this mailbox can see that you follow this site. The subject of each e-mail names no illness.",
    "followConsent":
        "I agree that this site keeps my address and the topics I choose, and writes to me. I know that this may say something about my health. I can end it at any time.",
    "followKeeps":
        "Your address is kept encrypted, is given to nobody, and is used for this alone. It is deleted 28 days after you stop, or at once if you ask.",
    "followSend": "Send me the e-mail that confirms it",
    "followFeedsTitle": "Without an address",
    "followFeeds": "A feed reader can tell you the same, and nobody learns who you are:",

    "followAskedTitle": "Please look into your mailbox",
    "followAsked":
        "If the address is right, an e-mail is on its way. Open its link within two days, and press the button there. Until then nothing is sent. If no e-mail comes within an hour, look among the unwanted ones, or try again.",

    "followConfirmTitle": "One more step",
    "followConfirm": "Press the button, and you will be told what changes.",
    "followChosen": "What you chose: {0}; {1}.",
    "followConfirmSend": "Yes, tell me",
    "followConfirmElse":
        "Was it not you who asked? Then close this page. Nothing will be sent, and the address is deleted within two days.",
    "followConfirmed": "Done. You will be told what changes. Each e-mail has a link to this page.",

    "followMineTitle": "What you follow",
    "followMine": "Change what you like here.",
    "followMineLink": "Change what you follow instead",
    "followSave": "Save",
    "followSaved": "Saved.",

    "followStopTitle": "Stop all e-mails",
    "followStop": "Press the button, and no more e-mails are sent to you.",
    "followStopWords": "No more e-mails are sent. Your address is deleted 28 days later.",
    "followStopSend": "Stop all e-mails",
    "followStoppedTitle": "You get no more e-mails",
    "followStopped":
        "Nothing more is sent. Your address is deleted in 28 days, in case you stopped by mistake and want to go on. You can have it deleted at once.",
    "followEraseTitle": "Delete everything kept of me",
    "followEraseWords": "Your address and the topics you chose are deleted at once.",
    "followEraseSend": "Delete it now",
    "followErasedTitle": "Deleted",
    "followErased":
        "Nothing is kept of you here any more. An e-mail that was on its way may still reach you.",
    "followAgain": "Follow topics by e-mail",

    "followUnknownTitle": "This link leads nowhere any more",
    "followUnknown":
        "It was used already, or is older than two days, or what it led to has been deleted. If you have pressed the button that confirms, nothing is left to do.",
    "followAway":
        "This cannot be looked up just now. Nothing is lost: please try again in a few minutes.",
    "followByMail": "Be told by e-mail",

    "error-topics-absent": "Choose at least one topic.",
    "error-topic-unknown": "Choose among the topics shown here.",
    "error-frequency-unknown": "Choose how often you want to be told.",
    "error-email-absent": "Enter your e-mail address.",
    "error-email-unfit":
        "No letter can be sent to this address. An address has a name in plain letters (a to z, digits, and signs such as . and -), the sign @ and a domain, such as name@example.org.",
    "error-consent-absent":
        "Tick this box if you agree. Without it your address may not be kept.",
    "follow-refused-too-many":
        "Many such forms came from your network within an hour, so this one is not kept. What you typed is still here: please try again later.",
    "follow-refused-away":
        "This cannot be kept just now. What you typed is still here: please try again in a few minutes.",

    "letterConfirmSubject": "Please confirm",
    "letterConfirm":
        "Somebody, most likely you, typed this address into {0} and asked to be told what changes there.",
    "letterChosen": "Topics: {0}. How often: {1}.",
    "letterConfirmLink":
        "If it was you, open this page within two days and press the button there:",
    "letterConfirmElse":
        "If it was not you, do nothing. You get no more e-mails, and the address is deleted within two days.",
    "letterNewsSubject": "What changed on the pages you follow",
    "letterNews": "You asked to be told what changes on {0}. This is what changed:",
    "letterAdvice":
        "These pages support the talk with your own team, and do not replace it. In an emergency, call {0}.",
    "letterMine": "Change what you follow, or have everything deleted that is kept of you:",
    "letterStop": "Stop all e-mails:",
]
