/// The statements about what readers ask that SQLite 3.40 and PostgreSQL 15 run word for word. `$1`,
/// `$2` … stand in the order of their numbers.
enum QuestionSQL {
    static let add = """
        INSERT INTO questions (id, market, language, text, asked, address, wording, consented)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (id) DO NOTHING
        """

    static let contains = "SELECT 1 FROM questions WHERE id = $1"

    private static let columns = """
        id, market, language, text, asked, address, wording, consented, claimed_by, claimed,
        side_effect_by, side_effect, state, closed_by, closed, reason, item, reply, replied_by,
        replied, handed
        """

    static let questions = """
        SELECT \(columns) FROM questions
        WHERE closed IS NULL AND asked > $1 OR closed > $2
        ORDER BY asked, id
        """

    /// Between the least and the greatest identifier with these first bytes.
    static let withCode = "SELECT \(columns) FROM questions WHERE id >= $1 AND id <= $2 ORDER BY id"

    static let claim = """
        UPDATE questions SET state = 'claimed', claimed_by = $1, claimed = $2
        WHERE id = $3 AND closed IS NULL
            AND (claimed_by IS NULL OR claimed_by = $4)
        """

    static let close = """
        UPDATE questions SET state = $1, item = $2, reason = $3, closed_by = $4, closed = $5
        WHERE id = $6 AND closed IS NULL
        """

    static let markSideEffect = """
        UPDATE questions SET side_effect_by = $1, side_effect = $2
        WHERE id = $3 AND side_effect IS NULL
        """

    static let reply = """
        UPDATE questions SET reply = $1, replied_by = $2, replied = $3
        WHERE id = $4 AND address IS NOT NULL AND handed IS NULL
        """

    static let unsentReplies = """
        SELECT \(columns) FROM questions
        WHERE replied IS NOT NULL AND handed IS NULL AND address IS NOT NULL
        ORDER BY replied, id LIMIT $1
        """

    static let noteSent = """
        UPDATE questions SET handed = $1
        WHERE id = $2 AND handed IS NULL AND replied = $3 AND reply = $4
        """

    static let forgetOpen = "DELETE FROM questions WHERE closed IS NULL AND asked <= $1"

    static let forgetClosed = "DELETE FROM questions WHERE closed <= $1"

    static let forgetAddresses = withoutAddress + " AND closed <= $1"

    static let takeBack = "DELETE FROM questions WHERE id = $1 AND side_effect IS NULL"

    static let takeAddressBack = withoutAddress + " AND id = $1"

    private static let withoutAddress = """
        UPDATE questions SET address = NULL, wording = NULL, consented = NULL,
            reply = NULL, replied_by = NULL, replied = NULL, handed = NULL
        WHERE address IS NOT NULL
        """
}
