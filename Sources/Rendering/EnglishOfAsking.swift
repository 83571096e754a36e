/// The words with which readers ask questions, in English.
let englishOfAsking: [String: String] = [
    "askTitle": "Ask a question",
    "askLead":
        "Is your question not answered here? Then write it down for the editors.",
    "askLink": "Is your question not here? Ask it",
    "askEmergencyTitle": "This is no emergency line",
    "askEmergency":
        "Nobody reads this at once. Nobody here knows you, or can judge how you are.",
    "askTeam": "For advice about yourself, ask your own team.",
    "askQuestion": "Your question",
    "askQuestionHint":
        "Please leave out names, and dates and numbers by which you or somebody else could be found. Do not paste from medical records.",
    "askLooking":
        "While you write, answers that are already here are looked for and shown below. For that, what you write is sent to this site. Nothing of it is kept before you press the button.",
    "askFoundOne": "One answer that is already here may fit. It stands below what you wrote.",
    "askFound": "{0} answers that are already here may fit. They stand below what you wrote.",
    "askFoundTitle": "Already answered?",
    "askFoundTab": "Each opens in a new tab, so that what you wrote stays here.",
    "askPrivate": "I would also like a private answer by e-mail (optional)",
    "askPrivateHint":
        "Nobody can promise one. Whoever can open this mailbox can read it. Your address is kept encrypted, is given to nobody, and is deleted 28 days after an editor has closed your question.",
    "askEmail": "Your e-mail address",
    "askConsent":
        "I agree that this site keeps my address together with my question, to answer me. I know that this may say something about my health. I can take this back at any time.",
    "askNoAddress":
        "The answer can come on this site alone: nobody has been named yet who answers for the addresses that it would keep. So please leave none.",
    "askAfterTitle": "What becomes of your question",
    "askAfterTime":
        "Nobody has promised a time. It may take weeks, and some questions are never answered.",
    "askAfterPublished":
        "What you write is never published. An editor may write an answer for everybody, in their own words. It goes the way of every page here, and says whether a clinician has checked it.",
    "askAfterKept":
        "Your question is kept without your name and without your address on the internet. It is deleted 180 days after an editor has closed it, and if nobody does, a year after you sent it.",
    "askFirst": "If answers that are already here may fit, you see them first.",
    "askSend": "Send my question",
    "askSideEffects":
        "This form is not the way to report a side effect of a medicine. Here is how you can:",

    "askFittingTitle": "Does one of these answer it?",
    "askFittingLead":
        "Your question has not been sent yet. These answers are already here. Each opens in a new tab, so that what you wrote stays on this page.",
    "askFittingElse": "If none of them does",
    "askSendStill": "Send my question all the same",
    "askSolved": "My question is answered: back to all questions",

    "askedTitle": "Thank you for your question",
    "askedLead":
        "It has arrived. The editors can read it, unless you take it back. Nobody has promised a time: it may take weeks, and some questions are never answered. If there is an answer for everybody, it will stand among the questions here.",
    "askedPrivate": "If you left an address, a private answer may reach you there.",
    "takeBackTitle": "If you change your mind",
    "takeBackWords":
        "You can take your question back here, and the address that you left with it. Keep this page’s address if you may want to do so later: whoever has it can do so, and cannot see what you wrote.",
    "takeBackButton": "Take my question back",
    "takeBackUnknown":
        "This address of a page is not whole, so nothing can be taken back with it. Please copy all of it.",
    "takenBackTitle": "Your question is taken back",
    "takenBackLead":
        "Nothing of it is kept here any more, nor is an address. If it seemed to report a side effect of a medicine, the law may ask that its words stay; the address is gone in any case.",
    "letterReplyTakeBack": "To take back your question and your address:",
    "askedShort": "Thank you. Your question is kept.",

    "letterReplySubject": "An answer for you",
    "letterReply": "You left this address on {0} and asked for an answer. Here it is:",
    "letterReplyKept":
        "Nobody reads what is sent back to this address. Yours is deleted 28 days after your question was closed.",
    "letterReplyElse": "If you have another question:",

    "error-question-absent": "Write your question.",
    "error-question-short": "Please write a little more: at least {0} characters.",
    "error-question-long": "This is too long: {0} characters, and there is room for {1}.",
    "error-question-email":
        "This seems to hold an e-mail address. Please take it out: whatever an editor reads here should tell nobody who you are.",
    "error-question-email-below":
        "This seems to hold an e-mail address. Please take it out: the place for yours is below, and it is kept encrypted.",
    "error-question-number":
        "This seems to hold a date or a long number, such as a telephone or patient number. Please take it out.",
    "error-ask-email-absent":
        "Enter your e-mail address, or untick the box below if you want no private answer.",
    "error-ask-email-unfit":
        "No letter can be sent to this address. An address has a name in plain letters (a to z, digits, and signs such as . and -), the sign @ and a domain, such as name@example.org.",
    "error-ask-email-not-taken":
        "No address can be kept here any more, so this was not sent. You can send your question without one.",
    "error-ask-consent-absent":
        "Tick this box if you agree, or leave the address empty. Without it your address may not be kept.",
    "ask-refused-too-many":
        "Many questions came within an hour, more than the editors can read, so this one is not kept. What you typed is still here: please try again later.",
    "ask-refused-away":
        "Your question cannot be kept just now. What you typed is still here: please try again in a few minutes.",
]
