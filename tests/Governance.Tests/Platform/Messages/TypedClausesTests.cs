using Governance.Embeddings;
using Governance.Inference;
using Governance.Ingestion;
using Governance.Platform;
using Governance.Testing;

namespace Governance.Tests.Platform.Messages;

/// <summary>
/// What is wrong is stored as a code with values, one level down too; rows that hold the clause as a text still show it.
/// </summary>
public sealed class TypedClausesTests
{
    /// <summary>A text in one of these is a part of a sentence.</summary>
    private static readonly string[] Clauses =
    [
        "Why",
        "Reason",
        "Detail",
        "Fault",
        "How",
        "Mend",
        "What",
        "Remedy",
        "Because",
        "Line",
    ];

    /// <summary>Texts of a person or of the caller's own document, or records that only read rows of earlier versions.</summary>
    private static readonly string[] Own =
    [
        // The officer's own words.
        "AliasSuspended.Reason",
        "AliasRetired.Reason",
        "AliasHasEnded.Reason",
        // The member's own words.
        "MemberConflicted.Why",
        // What the person typed decides it; it is never stored.
        "PasswordTooWeak.Why",
        // The import's own note of the place.
        "PartIsMissing.Detail",
        "StageWithDetail.Detail",
        // Which group or modality: a name.
        "ThresholdFound.Detail",
        "WrittenRefusal.What",
        "WrittenRefusal.Remedy",
    ];

    [Fact]
    public void No_message_takes_a_clause_as_a_text()
    {
        var texts = MessageCatalogue
            .All.Select(m => m.Value)
            .SelectMany(type =>
                type.GetConstructors()
                    .Single()
                    .GetParameters()
                    .Where(p => p.ParameterType == typeof(string) && Clauses.Contains(p.Name) && !p.HasDefaultValue)
                    .Select(p => $"{type.Name}.{p.Name}")
            );
        var found = texts.ToList();
        Assert.Equal([], found.Except(Own));
        Assert.Equal([], Own.Except(found));
    }

    public static TheoryData<string, string> RowsOfBefore() =>
        new()
        {
            {
                """{"code":"time-unreadable","values":{"why":"“later” is not a number"}}""",
                "The time cannot be read: “later” is not a number. Correct the cell"
            },
            {
                """{"code":"table-broken","values":{"path":"a.csv","detail":"quotes do not match"}}""",
                "“a.csv” cannot be read from this row on: quotes do not match. Check"
            },
            {
                """{"code":"image-broken","values":{"path":"a.jpg","detail":"premature end of JPEG image"}}""",
                "“a.jpg” cannot be decoded: premature end of JPEG image. It may"
            },
            {
                """{"code":"image-too-deep","values":{"path":"a.tif","why":"The image has 9 channels; 5 are allowed."}}""",
                "“a.tif” is an image of a kind that is not supported. The image has 9 channels; 5 are allowed. Save"
            },
            {
                """{"code":"text-unfit","values":{"path":"a.txt","fault":"the character NUL at character 3"}}""",
                "The text in “a.txt” contains the character NUL at character 3. Remove"
            },
            {
                """{"code":"unfit-text","values":{"field":"note","why":"contains the character NUL at character 3","""
                    + """
                        "remedy":"Remove that character."}}
                        """,
                "“note” contains the character NUL at character 3. Remove"
            },
            {
                """{"code":"what-was-refused","values":{"refusal":{"code":"nothing-to-draw","values":{"why":"6 consent withdrawn"}}}}""",
                "The recipe draws no samples: 6 consent withdrawn."
            },
            {
                """{"code":"sample-not-encoded","values":{"why":"The window ends before it begins."}}""",
                "The encoder cannot encode this sample: The window ends before it begins. Check"
            },
            {
                """{"code":"encoder-fails-on-data","values":{"encoder":"mini","what":"It is odd.","remedy":"Mend it."}}""",
                "Encoder “mini” fails on this data: It is odd. Mend it."
            },
            {
                """{"code":"encoder-does-not-open","values":{"encoder":"mini","what":"It is odd.","remedy":"Mend it."}}""",
                "Encoder “mini” cannot be loaded: It is odd. Mend it."
            },
            {
                """{"code":"unfit-for-fusion","values":{"what":"There are 1 classes.","remedy":"Choose another label."}}""",
                "There are 1 classes. Choose another label."
            },
            {
                """{"code":"artifact-does-not-load","values":{"why":"The file is empty. Upload the model itself."}}""",
                "The file does not load: The file is empty. Upload the model itself."
            },
            {
                """{"code":"encoder-unfit","values":{"reason":"The file is empty.","how":"Upload the model itself."}}""",
                "The file is empty. Upload the model itself."
            },
        };

    [Theory]
    [MemberData(nameof(RowsOfBefore))]
    public void A_row_with_a_clause_as_a_text_still_shows_it(string stored, string sentence)
    {
        var read = MessageColumn.Read(stored);
        Assert.IsNotType<UnknownMessage>(read);
        Assert.StartsWith(sentence, read.Text, StringComparison.Ordinal);
        Assert.StartsWith(sentence, MessageColumn.Read(MessageColumn.Write(read)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clause_is_stored_as_its_code_with_its_values()
    {
        Assert.Equal(
            """{"code":"time-unreadable","values":{"why":{"code":"time-not-in-format","values":{"cell":"later","format":"iso"}}}}""",
            MessageColumn.Write(new TimeUnreadable(new TimeNotInFormat("later", "iso")))
        );
        Assert.Equal(
            """{"code":"unfit-text","values":{"field":"note","why":{"code":"invalid-character","values":{"point":0,"at":3}}}}""",
            MessageColumn.Write(TextRule.Check("note", "ab\0c")!)
        );
        Assert.Equal(
            """{"code":"sample-not-encoded","values":{"why":{"code":"inference-fault","values":"""
                + """
                {"fault":{"key":"window-channels","values":["9","4"]}}}}}
                """,
            MessageColumn.Write(new SampleNotEncoded(InferenceFault.Of("window-channels", 9, 4).Found()))
        );
        Assert.Equal(
            """{"code":"image-broken","values":{"path":"a.jpg"}}""",
            MessageColumn.Write(new ImageBroken("a.jpg") { Cause = new InvalidOperationException("vips: /tmp/x") })
        );
    }

    [Fact]
    public void A_fault_of_a_later_version_is_named()
    {
        var stored = MessageColumn.Write(
            new SampleNotEncoded(new InferenceFault("of-a-later-version", ["{0}", "7"]).Found())
        );
        Assert.Contains("“of-a-later-version”", MessageColumn.Read(stored).Text, StringComparison.Ordinal);
        Assert.Contains(
            "input “{8} {x}”",
            InferenceFault.Of("input-not-a-tensor", "{8} {x}").InWords(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Every_key_of_a_fault_has_its_sentence_and_is_used()
    {
        var code = string.Concat(
            new[] { "src/Governance.Inference", "src/Governance" }
                .SelectMany(folder =>
                    Directory.EnumerateFiles(SourceTree.PathOf(folder), "*.cs", SearchOption.AllDirectories)
                )
                .Where(file => !Path.GetFileName(file).StartsWith("InferenceTexts", StringComparison.Ordinal))
                .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
                .Select(File.ReadAllText)
        );
        Assert.All(InferenceTexts.All, text =>
        {
            Assert.Contains($"\"{text.Key}\"", code, StringComparison.Ordinal);
            Assert.False(string.IsNullOrWhiteSpace(text.Value.What));
        });
        var used = System.Text.RegularExpressions.Regex.Matches(
            code,
            @"(?:UnfitModelException|UnfitTaskException|UnreadableInputException|InferenceFault\s*\.Of|\.Of|Malformed|Unfit)"
                + @"\(\s*""([a-z-]+)"""
        );
        Assert.NotEmpty(used);
        Assert.All(used, use => Assert.Contains(use.Groups[1].Value, InferenceTexts.All.Keys));
    }
}
