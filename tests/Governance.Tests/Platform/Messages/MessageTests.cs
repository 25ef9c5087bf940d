using System.Text.RegularExpressions;
using Governance.Audits;
using Governance.Curation;
using Governance.Ingestion;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Testing;

namespace Governance.Tests.Platform.Messages;

/// <summary>
/// Rows store codes. The snapshot beside this test, like the one of the refusals, changes only on purpose: a code may be
/// added; a released one stays.
/// </summary>
public sealed partial class MessageTests
{
    private const string Gone = """{"code":"run-target-gone","values":{"thing":"version"}}""";

    public static TheoryData<string> Codes() => [.. MessageCatalogue.All.Select(m => m.Key).Order()];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_message_has_a_code_and_a_sentence_and_says_the_same_after_it_was_stored(string code)
    {
        var type = MessageCatalogue.Find(code)!;
        Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", code);
        foreach (var message in Made(type))
        {
            Assert.Equal(code, message.Code);
            Assert.False(string.IsNullOrWhiteSpace(message.Text));
            var stored = MessageColumn.Write(message);
            var read = MessageColumn.Read(stored);
            Assert.IsType(type, read);
            Assert.Equal(message.Text, read.Text);
            if (message is Refusal refusal)
                Assert.Equal(
                    (refusal.What, refusal.Remedy, refusal.Kind),
                    (((Refusal)read).What, ((Refusal)read).Remedy, ((Refusal)read).Kind)
                );
            Assert.Equal(stored, MessageColumn.Write(read));
        }
    }

    [Fact]
    public void A_message_is_stored_as_its_code_with_its_values()
    {
        Assert.Equal(Gone, MessageColumn.Write(new RunTargetGone("version")));
        Assert.Equal("The version no longer exists.", MessageColumn.Read(Gone).Text);
        Assert.Equal("""{"code":"disk-full"}""", MessageColumn.Write(new DiskFull()));
        Assert.Equal(
            """{"code":"what-was-refused","values":{"refusal":{"code":"nothing-to-draw","values":{"why":"é"}}}}""",
            MessageColumn.Write(new WhatWasRefused(new NothingToDraw(new WrittenMessage("é"))))
        );
    }

    [Theory]
    [InlineData("The disk of the server is full, so nothing of this was kept. Ask an administrator.")]
    [InlineData("{braces} are no code")]
    [InlineData("""{"code":broken""")]
    public void A_sentence_of_the_time_before_codes_is_shown_as_it_was_written(string sentence)
    {
        var read = MessageColumn.Read(sentence);
        Assert.Equal(sentence, Assert.IsType<WrittenMessage>(read).Text);
        Assert.Equal(sentence, MessageColumn.Write(read));
        Assert.Equal(
            sentence,
            CanonicalJsonRead($"\"{sentence.Replace("\"", "\\\"", StringComparison.Ordinal)}\"").Text
        );
    }

    [Theory]
    [InlineData("""{"code":"of-a-later-version","values":{"a":1}}""")]
    [InlineData("""{"code":"run-target-gone","values":{"thing":{"kind":"version"}}}""")]
    [InlineData("""{"code":"what-was-refused"}""")]
    public void A_message_that_this_version_does_not_know_is_named_and_stored_again_as_it_was(string stored)
    {
        var read = Assert.IsType<UnknownMessage>(MessageColumn.Read(stored));
        Assert.Contains(read.Code, read.Text, StringComparison.Ordinal);
        Assert.Equal(stored, MessageColumn.Write(read));
    }

    [Fact]
    public void Values_that_no_column_takes_are_stored_as_sentences_show_them()
    {
        var shown = MessageJson.Shown(new NotFound("a\0b", new string('x', 100)), 10);
        Assert.Equal(new NotFound("a\uFFFDb", "xxxxxxxxx…"), shown);
    }

    [Fact]
    public void Texts_among_the_values_are_changed_and_codes_are_not()
    {
        var about = new WhatWasRefused(new NotFound("import", "file 7"));
        Assert.Equal(
            new WhatWasRefused(new NotFound("erased", "file 7")),
            MessageJson.WithTexts(about, text => text.Replace("import", "erased", StringComparison.Ordinal))
        );
        var title = new ImportTitle("import-title.zip", "code");
        Assert.Equal(
            new ImportTitle("x.zip", "x"),
            MessageJson.WithTexts(title, text => Regex.Replace(text, "import-title|code|values", "x"))
        );
    }

    [Fact]
    public void Every_key_of_a_report_has_its_sentence_and_is_used()
    {
        var used = Directory
            .EnumerateFiles(SourceTree.PathOf("src/Governance/Audits"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Key().Matches(File.ReadAllText(file)))
            .Select(m => m.Groups[1].Value)
            .ToHashSet();
        // Written by earlier versions only; their reports still show them.
        string[] retired =
        [
            "calibration-ece-equal-mass-title",
            "calibration-ece-title",
            "calibration-max-error-title",
            "mask-calibration-title",
            "threshold-calibration-title",
        ];
        Assert.Equal(AuditTexts.All.Keys.Order(), used.Concat(retired).Order());
        Assert.All(AuditTexts.All.Values, text => Assert.False(string.IsNullOrWhiteSpace(text)));
    }

    [Fact]
    public void The_codes_are_those_of_the_snapshot()
    {
        var snapshot = File.ReadAllLines(
            SourceTree.PathOf("tests/Governance.Tests/Platform/Messages/message-codes.txt")
        );
        var codes = MessageCatalogue
            .All.Where(m => !m.Value.IsSubclassOf(typeof(Refusal)))
            .Select(m => m.Key)
            .Concat(AuditTexts.All.Keys.Select(key => $"audit-text: {key}"));
        Assert.Equal(snapshot, codes.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<Message> Made(Type type) =>
        type == typeof(AuditText) ? AuditTexts.All.Keys.Select(k => new AuditText(k)) : [SampleValues.Make(type)];

    private static Message CanonicalJsonRead(string json) =>
        System.Text.Json.JsonSerializer.Deserialize<Message>(json, CanonicalJson.Options)!;

    [GeneratedRegex("""new AuditText\(\s*"([^"]+)"\s*\)""")]
    private static partial Regex Key();

    [Theory]
    [InlineData("{\"code\":\"disk-full\"}")]
    [InlineData("{\"code\":\"written\",\"values\":{\"text\":\"something else\"}}")]
    [InlineData("{\"code\":")]
    public void Words_of_a_person_that_look_like_a_stored_message_stay_their_words(string words)
    {
        var read = MessageColumn.Read(MessageColumn.Write(new WrittenMessage(words)));
        Assert.Equal(words, Assert.IsType<WrittenMessage>(read).Text);
    }
}
