using Governance.Catalog;
using Governance.Consent;
using Governance.Models;
using Governance.Platform;
using Governance.Testing;

namespace Governance.Tests.Models.Serving;

public sealed class ServingTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_says_who_answered_from_what_and_how_sure_it_is()
    {
        await using var lab = await ServingLab.OpenAsync(server);
        var answer = await lab.AnswerAsync(ServingLab.Moment());
        Assert.Equal((ServingLab.Model, 1, ServingLab.Alias), (answer.Model, answer.Version, answer.Alias));
        Assert.Equal(Modalities.All, answer.Used);
        Assert.Empty(answer.Lost);
        Assert.Empty(answer.Masks);
        Assert.Equal(["bright", "dim"], answer.Probabilities.Select(p => p.Class).Order(StringComparer.Ordinal));
        Assert.Equal(1, answer.Probabilities.Sum(p => p.Probability), 5);
        Assert.Equal(
            (answer.Class, answer.Probability),
            (answer.Probabilities[0].Class, answer.Probabilities.Max(p => p.Probability))
        );
        using var file = await lab.FileAsync();
        Assert.Equal(file.Temperatures.Values[7], answer.Temperature, 6);
        Assert.Contains("text, image and sensor", answer.Disclosure, StringComparison.Ordinal);
        Assert.Contains("a person decides", answer.Disclosure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_photo_that_is_none_is_masked_named_and_the_answer_calibrated_for_what_is_left()
    {
        await using var lab = await ServingLab.OpenAsync(server);
        var moment = ServingLab.Moment();
        var answer = await lab.AnswerAsync(moment with { Image = "no picture"u8.ToArray() });
        Assert.Equal(Modalities.Text | Modalities.Sensor, answer.Used);
        var lost = Assert.Single(answer.Lost);
        Assert.Equal(Modality.Image, lost.Modality);
        Assert.Contains("is not a JPEG, PNG, WebP or TIFF file", lost.Why, StringComparison.Ordinal);
        using var file = await lab.FileAsync();
        Assert.Equal(file.Temperatures.Values[5], answer.Temperature, 6);

        var never = await lab.AnswerAsync(moment with { Image = null });
        Assert.Equal("not given", Assert.Single(never.Lost).Why);
        Assert.Equal(never.Probability, answer.Probability, 6);
    }

    [Fact]
    public async Task What_is_switched_off_does_not_count_and_is_named_as_asked()
    {
        await using var lab = await ServingLab.OpenAsync(server);
        var moment = ServingLab.Moment();
        var without = await lab.AnswerAsync(moment with { Without = Modalities.Image | Modalities.Sensor });
        Assert.Equal(Modalities.Text, without.Used);
        Assert.Equal([Modality.Image, Modality.Sensor], without.Lost.Select(l => l.Modality));
        Assert.All(without.Lost, l => Assert.Equal("left out as asked", l.Why));
        Assert.Equal((await lab.AnswerAsync(new(moment.Text))).Probability, without.Probability, 6);
        Assert.NotEqual((await lab.AnswerAsync(moment)).Probability, without.Probability, 4);
        Assert.IsType<EverythingLost>((await lab.AskAsync(moment with { Without = Modalities.All })).Refusal);
    }

    [Fact]
    public async Task Every_mask_says_what_the_moment_would_have_given_with_less()
    {
        await using var lab = await ServingLab.OpenAsync(server);
        var moment = ServingLab.Moment();
        using var file = await lab.FileAsync();
        var answer = await lab.AnswerAsync(moment with { EveryMask = true });
        Assert.Equal(Enumerable.Range(1, 7), answer.Masks.Select(m => (int)m.Seen));
        foreach (var mask in answer.Masks)
        {
            var alone = await lab.AnswerAsync(moment with { Without = Modalities.All & ~mask.Seen });
            Assert.Equal((alone.Class, mask.Seen), (mask.Class, alone.Used));
            Assert.Equal(alone.Probability, mask.Probability!.Value, 6);
            Assert.Equal(file.Temperatures.Values[(int)mask.Seen], mask.Temperature, 6);
        }

        var textless = await lab.AnswerAsync(moment with { Text = null, EveryMask = true });
        Assert.All(textless.Masks, m => Assert.Equal((m.Seen & Modalities.Text) == 0, m.Class is not null));
        Assert.Equal(Modalities.Image | Modalities.Sensor, textless.Used);
    }

    [Fact]
    public async Task A_sample_is_judged_by_its_vectors_as_far_as_its_subject_permits()
    {
        await using var lab = await ServingLab.OpenAsync(server);
        var (first, second) = (lab.World.Subjects[0], lab.World.Subjects[1]);
        var samples = await lab.SamplesAsync(first);
        var whole = await lab.AnswerAsync(new(SampleId: samples[0].Id));
        Assert.Equal(Modalities.All, whole.Used);
        var third = await lab.AnswerAsync(new(SampleId: samples[2].Id));
        Assert.Equal((Modality.Image, "the sample has none"), (Assert.Single(third.Lost).Modality, third.Lost[0].Why));
        var replaced = await lab.AnswerAsync(new(Text: "Nothing to report", SampleId: samples[0].Id));
        Assert.NotEqual(whole.Probability, replaced.Probability, 5);

        lab.Slice.Time.Advance(TimeSpan.FromDays(1));
        await lab.Slice.ConsentAsync(first, lab.World.Purpose, ConsentState.Withdrawn, at: lab.Slice.Time.GetUtcNow());
        await lab.Slice.ConsentAsync(
            second,
            lab.World.Purpose,
            ConsentState.Renewed,
            Modalities.Text,
            at: lab.Slice.Time.GetUtcNow()
        );
        var refused = Assert.IsType<SampleNotPermitted>((await lab.AskAsync(new(SampleId: samples[0].Id))).Refusal);
        Assert.Equal(RefusalKind.Forbidden, refused.Kind);
        var covered = await lab.AnswerAsync(new(SampleId: (await lab.SamplesAsync(second))[0].Id));
        Assert.Equal(Modalities.Text, covered.Used);
        Assert.All(covered.Lost, l => Assert.Contains("consent does not cover", l.Why, StringComparison.Ordinal));
        Assert.IsType<NotFound>((await lab.AskAsync(new(SampleId: Guid.NewGuid()))).Refusal);
    }

    [Fact]
    public async Task Each_answer_leaves_one_line_that_holds_nothing_of_what_was_judged()
    {
        await using var lab = await ServingLab.OpenAsync(server);
        var sample = (await lab.SamplesAsync(lab.World.Subjects[0]))[0];
        var answers = new[]
        {
            await lab.AnswerAsync(ServingLab.Moment() with { EveryMask = true }),
            await lab.AnswerAsync(new(SampleId: sample.Id)),
            await lab.AnswerAsync(new("weeps", Image: "x"u8.ToArray())),
        };
        Assert.False((await lab.AskAsync(new())).Ok);
        Assert.False((await lab.AskAsync(new(Image: "no picture"u8.ToArray()))).Ok);

        var log = (await lab.Serving.LogAsync(Slice.Steward, ServingLab.Model, 1, null, null, Ct)).Value.Items;
        Assert.Equal(answers.Select(a => a.Id).Reverse(), log.Select(l => l.Id));
        foreach (var (line, answer) in log.Zip(answers.Reverse()))
        {
            Assert.Equal(
                (answer.Alias, answer.Class, answer.Probability, answer.Used),
                (line.Alias, line.Class, line.Probability, line.Used)
            );
            Assert.Equal(answer.Lost.Select(l => l.Modality).AsSet(), line.Lost);
            Assert.Equal(Slice.Steward.UserId, line.ActorId);
        }
        var rows = await lab.LogAsync();
        Assert.Equal(3, rows.Count);
        string[] secrets = ["weeps", sample.Id.ToString(), sample.SubjectId.ToString(), sample.Key];
        Assert.All(rows, row =>
            Assert.DoesNotContain(secrets, s => row.Contains(s, StringComparison.OrdinalIgnoreCase))
        );
        Assert.IsType<NotAllowed>(
            (await lab.Serving.LogAsync(Slice.Nobody, ServingLab.Model, 1, null, null, Ct)).Refusal
        );
    }

    [Fact]
    public async Task When_the_alias_moves_the_next_request_is_answered_by_the_new_version()
    {
        await using var lab = await ServingLab.OpenAsync(server);
        await lab.TrainAsync(seed: 2);
        var before = await lab.AnswerAsync(ServingLab.Moment());
        await lab.PromoteAsync(2);
        var after = await lab.AnswerAsync(ServingLab.Moment());
        Assert.Equal((1, 2), (before.Version, after.Version));
        Assert.NotEqual(before.Probability, after.Probability, 6);
        Assert.StartsWith(
            "An automatic prediction from text, image and sensor by version 2 of",
            after.Disclosure,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_disclosure_counts_those_who_have_withdrawn_since()
    {
        await using var lab = await ServingLab.OpenAsync(server);
        var before = (await lab.AnswerAsync(ServingLab.Moment())).Disclosure;
        Assert.DoesNotContain("withdrawn", before, StringComparison.Ordinal);
        lab.Slice.Time.Advance(TimeSpan.FromDays(1));
        foreach (var subject in lab.World.Subjects)
            await lab.Slice.ConsentAsync(
                subject,
                lab.World.Purpose,
                ConsentState.Withdrawn,
                at: lab.Slice.Time.GetUtcNow()
            );
        var cover = (
            await lab.Slice.Get<Governance.Models.ModelRegistry>().VersionAsync(Slice.Steward, ServingLab.Model, 1, Ct)
        )
            .Value
            .Cover;
        Assert.True(cover.Lost > 0);
        Assert.Contains(
            $"learned from {cover.LearnedFrom} samples, {cover.Lost} of which have been withdrawn since",
            (await lab.AnswerAsync(ServingLab.Moment())).Disclosure,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_hundred_at_once_get_what_each_would_get_alone()
    {
        await using var lab = await ServingLab.OpenAsync(server);
        PredictionInput[] moments =
        [
            .. Enumerable
                .Range(1, 100)
                .Select(n =>
                    (n % 4) switch
                    {
                        0 => ServingLab.Moment(n),
                        1 => new PredictionInput($"Bearing {n} runs quietly"),
                        2 => new PredictionInput(Series: [ServingLab.Heat(n)]),
                        _ => ServingLab.Moment(n) with { Image = "no picture"u8.ToArray() },
                    }
                ),
        ];
        var together = await Task.WhenAll(moments.Select(m => Task.Run(() => lab.AnswerAsync(m), Ct)));
        for (var i = 0; i < moments.Length; i++)
        {
            var alone = await lab.AnswerAsync(moments[i]);
            Assert.Equal((alone.Class, alone.Used), (together[i].Class, together[i].Used));
            Assert.Equal(alone.Probability, together[i].Probability, 1e-6);
        }
    }

    [Fact]
    public async Task A_suspended_alias_refuses_with_the_reason_or_answers_with_its_fallback_and_a_retired_one_has_ended()
    {
        await using var lab = await ServingLab.OpenAsync(server);
        await lab.TrainAsync(seed: 2);
        await lab.PromoteAsync(2);
        var aliases = lab.Slice.Get<ModelAliases>();
        Assert.Equal(2, (await lab.AnswerAsync(ServingLab.Moment())).Version);

        await aliases.SuspendAsync(Slice.Steward, ServingLab.Model, ServingLab.Alias, null, "it errs at night", Ct);
        var refused = Assert.IsType<AliasSuspended>((await lab.AskAsync(ServingLab.Moment())).Refusal);
        Assert.Equal(RefusalKind.Busy, refused.Kind);
        Assert.Contains("it errs at night", refused.What, StringComparison.Ordinal);
        Assert.IsType<AliasSuspended>(
            (await lab.Serving.TrialSamplesAsync(Slice.Steward, ServingLab.Model, ServingLab.Alias, 0, 5, Ct)).Refusal
        );

        await aliases.ResumeAsync(Slice.Steward, ServingLab.Model, ServingLab.Alias, "the night was repaired", Ct);
        Assert.Equal(2, (await lab.AnswerAsync(ServingLab.Moment())).Version);

        var instead = await aliases.SuspendAsync(Slice.Steward, ServingLab.Model, ServingLab.Alias, 1, "again", Ct);
        Assert.True(instead.Ok, instead.Refusal?.What);
        var answer = await lab.AnswerAsync(ServingLab.Moment());
        Assert.Equal(1, answer.Version);
        Assert.Contains("“champion” is suspended", answer.Disclosure, StringComparison.Ordinal);

        await aliases.RetireAsync(Slice.Steward, ServingLab.Model, ServingLab.Alias, "the pumps are gone", Ct);
        var ended = Assert.IsType<AliasRetired>((await lab.AskAsync(ServingLab.Moment())).Refusal);
        Assert.Equal(RefusalKind.NotFound, ended.Kind);
        Assert.Contains("the pumps are gone", ended.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Samples_to_try_show_only_the_parts_that_consent_for_the_purpose_covers()
    {
        await using var lab = await ServingLab.OpenAsync(server);
        var subject = lab.World.Subjects[0];
        await lab.Slice.ConsentAsync(
            subject,
            lab.World.Purpose,
            modalities: Modalities.Sensor,
            at: lab.Slice.Time.GetUtcNow()
        );

        var offered = (
            await lab.Serving.TrialSamplesAsync(Slice.Steward, ServingLab.Model, ServingLab.Alias, 0, 50, Ct)
        )
            .Value
            .Items;

        var theirs = offered.Where(s => s.Card.Subject == subject.Pseudonym).SelectMany(s => s.Card.Parts).ToList();
        Assert.Contains(theirs, p => p.Modality == Modality.Text);
        Assert.All(theirs.Where(p => p.Modality != Modality.Sensor), p =>
        {
            Assert.Equal(MissingReason.NotPermitted, p.Missing);
            Assert.False(p.HasThumbnail);
            Assert.Null(p.Excerpt);
        });
        Assert.Contains(offered.Where(s => s.Card.Subject != subject.Pseudonym).SelectMany(s => s.Card.Parts), p =>
            p.Excerpt is not null
        );
    }
}
