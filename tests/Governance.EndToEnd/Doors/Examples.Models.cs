using System.Text.Json.Nodes;
using Governance.Testing.Doors;

namespace Governance.EndToEnd.Doors;

internal sealed partial class Examples
{
    private void OfEncoders()
    {
        Add("GET /encoders", "steward", Page);
        Add("GET /encoders/{id}", "steward", route: Id(async ct => Text((await _world.EncodersAsync(ct))[0], "id")));
        Add("POST /encoders", RegistrationAsync);
        Add(
            "POST /encoders/{id}/retirement",
            "steward",
            route: Id(async ct =>
            {
                using var message = (await RegistrationAsync(ct)).Make(new("POST", "/api/v1/encoders", [], null));
                using var answer = await _world.Clients["steward"].SendAsync(message, ct);
                return Text(JsonNode.Parse(await answer.Content.ReadAsStringAsync(ct))!, "id");
            })
        );
        Add("GET /embedding-runs", "steward", Page);
        Add("POST /embedding-runs", async ct => Request(
                "steward",
                [],
                new
                {
                    versionId = await _world.VersionAsync("By daylight", ct),
                    purpose = "research",
                    encoderIds = new[] { Text((await _world.EncodersAsync(ct))[0], "id") },
                }
            ));
        Add(
            "GET /embedding-runs/{id}",
            "steward",
            route: Id(async ct => Text((await _world.Steward.AllAsync("embedding-runs", ct))[0], "id"))
        );
    }

    private int _encoders;

    private async Task<DoorRequest> RegistrationAsync(CancellationToken ct)
    {
        var encoder = (await _world.EncodersAsync(ct)).First(e => Text(e, "modality") == "image");
        // The same file with the same description is registered once.
        var spec = encoder["spec"]!.DeepClone();
        spec["image"]!["scale"] = 0.003 + 0.000001 * Interlocked.Increment(ref _encoders);
        var file = await _world.OnnxAsync(encoder, ct);
        return Request("steward", []) with
        {
            Form = [new("name", _world.Name()), new("spec", spec.ToJsonString()), new("file", file, "encoder.onnx")],
        };
    }

    private void OfModels()
    {
        Route model = async ct => [("name", await _world.ModelAsync(ct))];
        Route first = async ct => [("name", await _world.ModelAsync(ct)), ("number", "1")];
        Route champion = async ct => [("name", await _world.ModelAsync(ct)), ("alias", "champion")];
        Add("GET /models", "steward", Page);
        Add("GET /models/{name}", "steward", route: model);
        Add("GET /models/{name}/versions", "steward", Page, model);
        Add("POST /models/{name}/versions", NewTrainingAsync);
        Add("POST /models/{name}/training-outlook", NewTrainingAsync);
        Add("GET /models/{name}/versions/{number}", "steward", route: first);
        Add("GET /models/{name}/versions/{number}/consents", "compliance", Page, first);
        Add("GET /models/{name}/versions/{number}/predictions", "steward", Page, first);
        Add("GET /models/{name}/promotions", "steward", route: model);
        Add("GET /models/{name}/aliases/{alias}", "steward", route: champion);
        Add("GET /models/{name}/aliases/{alias}/events", "steward", Page, champion);
        Add("GET /models/{name}/aliases/{alias}/gates", "steward", [("number", "1"), ("move", "promotion")], champion);
        Add("GET /models/{name}/aliases/{alias}/rollback", "compliance", route: champion);
        Add("POST /models/{name}/aliases/{alias}/promotions", async ct =>
            Request(
                "steward",
                [("name", await _world.ModelAsync(ct)), ("alias", _world.Name("alias"))],
                new { number = 1, reason = "To be tried" }
            )
        );
        Add("POST /models/{name}/aliases/{alias}/rollback", async ct =>
            Request(
                "compliance",
                await champion(ct),
                new { number = await _world.OtherNumberAsync(ct), reason = "Back" }
            )
        );
        Add("POST /models/{name}/aliases/{alias}/rollback", async ct =>
            Request("compliance", await champion(ct), new { newestClean = true, reason = "Back" })
        );
        Add("POST /models/{name}/aliases/{alias}/predict", async ct => Request(
                "steward",
                await champion(ct),
                new
                {
                    sampleId = await _world.SampleAsync(ct),
                    without = new[] { "image" },
                    everyMask = true,
                }
            ));
        Add("POST /models/{name}/aliases/{alias}/predict", async ct => Request(
                "steward",
                await champion(ct),
                new
                {
                    text = "Checked the pump. It leaks.",
                    image = await _world.PhotoAsync(ct),
                    series = new[]
                    {
                        new
                        {
                            name = "radial",
                            unit = "mm/s",
                            timesNs = Enumerable.Range(0, 40).Select(i => $"{1736766209L + i}000000000").ToArray(),
                            values = Enumerable
                                .Range(0, 40)
                                .Select(i => i == 7 ? null : (double?)Math.Sin(i))
                                .ToArray(),
                        },
                    },
                }
            ));
        Add("GET /models/{name}/alias-states", "steward", Page, model);
        Add("GET /consent-alerts", "steward", [("open", "true")]);
        // The champion answers the other examples, so none of these changes it.
        Add("POST /models/{name}/versions/{number}/consent-alert/acknowledgement", async ct =>
            Request("compliance", await first(ct), new { note = "A new version is trained" }) with
            {
                Expected = 409,
            }
        );
        Add("POST /models/{name}/aliases/{alias}/suspension", async ct =>
            Request("compliance", await champion(ct), new { fallback = 99, reason = "It errs" }) with
            {
                Expected = 409,
            }
        );
        Add("POST /models/{name}/aliases/{alias}/resumption", async ct =>
            Request("compliance", await champion(ct), new { reason = "It was mended" }) with
            {
                Expected = 409,
            }
        );
        Add("POST /models/{name}/aliases/{alias}/retirement", async ct =>
            Request(
                "compliance",
                [("name", await _world.ModelAsync(ct)), ("alias", "never-promoted")],
                new { reason = "It ends" }
            ) with
            {
                Expected = 404,
            }
        );
        Add("GET /promotions/{id}", "steward", route: Id(_world.ProposalAsync));
        Add("DELETE /promotions/{id}", "steward", route: Id(_world.ProposalAsync));
        Add("POST /promotions/{id}/approval", "compliance", route: Id(_world.ProposalAsync));
        Add("POST /trial-photos", async ct =>
            Request("steward", []) with
            {
                Raw = (await _world.PhotoAsync(ct), "image/jpeg"),
            }
        );
        Add("GET /trial-photos/{id}/content", "steward", route: Id(TrialPhotoAsync));
        Add("DELETE /trial-photos/{id}", "steward", route: Id(TrialPhotoAsync));
    }

    private async Task<DoorRequest> NewTrainingAsync(CancellationToken ct) =>
        Request("steward", [("name", _world.Name("model"))], await _world.TrainingAsync(ct));

    private async Task<string> TrialPhotoAsync(CancellationToken ct)
    {
        using var photo = new ByteArrayContent(await _world.PhotoAsync(ct));
        using var answer = await _world.Clients["steward"].PostAsync("/api/v1/trial-photos", photo, ct);
        return Text(JsonNode.Parse(await answer.Content.ReadAsStringAsync(ct))!, "id");
    }

    private void OfAuditsAndMonitors()
    {
        Add("GET /audits", "auditor", Page);
        Add("POST /audits", AuditAsync);
        Add("POST /audits/previews", AuditAsync);
        Add("GET /audits/reliability", async ct =>
            Request(
                "compliance",
                [],
                query: [("modelVersionId", await _world.ModelVersionAsync(ct)), ("confidence", "0.8")]
            )
        );
        Add("GET /audits/{id}/predictions", "auditor", route: Id(KeptAuditAsync));
        Add("GET /audits/{id}/predictions.parquet", "auditor", route: Id(KeptAuditAsync));
        Add("GET /audits/{id}/comparisons/{otherId}", async ct =>
            Request("auditor", [("id", await KeptAuditAsync(ct)), ("otherId", await KeptAuditAsync(ct))])
        );
        OfSuitesAndPolicies();
        Add("GET /audits/{id}", "auditor", route: Id(EndedAuditAsync));
        Add("GET /audits/{id}/report", "auditor", route: Id(EndedAuditAsync));
        Add("GET /monitors", "steward", Page);
        Add("POST /monitors", async ct => Request(
                "steward",
                [],
                new
                {
                    name = _world.Name(),
                    referenceId = await _world.VersionAsync("By daylight", ct),
                    purpose = "research",
                }
            ));
        Add("GET /monitors/{id}", "steward", route: Id(_world.MonitorAsync));
        Add("GET /monitors/{id}/checks", "steward", Page, Id(_world.MonitorAsync));
        Add("POST /monitors/{id}/checks", async ct =>
            Request(
                "steward",
                [("id", await _world.MonitorAsync(ct))],
                new { versionId = await _world.VersionAsync("By lamplight", ct) }
            )
        );
        Add("GET /alerts", "steward", [("open", "true")]);
        Add("POST /alerts/{id}/close", async ct =>
            Request("steward", [("id", await _world.AlertAsync(ct))], new { note = "The lamps were changed." })
        );
    }

    private async Task<DoorRequest> AuditAsync(CancellationToken ct) =>
        Request(
            "compliance",
            [],
            JsonNode.Parse(
                $$"""
                { "modelVersionId": "{{await _world.ModelVersionAsync(ct)}}",
                  "suite": { "minimumSamples": 1, "minimumAccuracy": 0.2, "minimumGain": 0, "maximumCalibrationError": 0.9,
                             "maximumDrop": 1, "minimumWorstGroup": 0, "maximumGroupGap": 1, "minimumRetained": 0,
                             "groupBy": "lighting", "minimumGroup": 5, "bins": 10, "replicates": 200,
                             "clockSamples": 10, "seed": 1 } }
                """
            )
        );

    private void OfSuitesAndPolicies()
    {
        Add("GET /audit-suites", "auditor", [("state", "approved")]);
        Add("POST /audit-suites", () => NewSuite());
        Add("GET /audit-suites/{id}", "auditor", route: Id(ProposedSuiteAsync));
        Add("POST /audit-suites/{id}/approval", "compliance", route: Id(ProposedSuiteAsync));
        Add("DELETE /audit-suites/{id}", "compliance", route: Id(ProposedSuiteAsync));
        Add("GET /models/{name}/policies", "auditor", Page, async ct => [("name", await _world.ModelAsync(ct))]);
        Add("POST /models/{name}/aliases/{alias}/policies", NewPolicyAsync);
        Add("GET /promotion-policies/{id}", "auditor", route: Id(ProposedPolicyAsync));
        Add("POST /promotion-policies/{id}/approval", "compliance", route: Id(ProposedPolicyAsync));
        Add("DELETE /promotion-policies/{id}", "compliance", route: Id(ProposedPolicyAsync));
    }

    private DoorRequest NewSuite() =>
        Request(
            "steward",
            [],
            JsonNode.Parse(
                $$"""
                { "name": "{{_world.Name("suite")}}", "reason": "To be tried",
                  "suite": { "minimumSamples": 1, "minimumSubjects": 1, "minimumAccuracy": 0.2, "minimumFusionGain": 0,
                             "minimumLogLossGain": null, "bins": 15 } }
                """
            )
        );

    private async Task<string> ProposedSuiteAsync(CancellationToken ct) =>
        Text(await _world.Steward.PostAsync("audit-suites", NewSuite().Json!, ct), "id");

    private async Task<DoorRequest> NewPolicyAsync(CancellationToken ct) =>
        Request(
            "steward",
            [("name", await _world.ModelAsync(ct)), ("alias", _world.Name("alias"))],
            new
            {
                suiteId = Text((await _world.Steward.AllAsync("audit-suites?state=approved", ct))[0], "id"),
                evaluationVersionId = await _world.VersionAsync("All that research may use", ct),
                maximumAgeDays = 30,
                minimumSubjects = 2,
                minimumSamples = 20,
                maximumWithdrawnShare = 0.1,
                reason = "To be tried",
                approverRole = "compliance officer",
            }
        );

    private async Task<string> ProposedPolicyAsync(CancellationToken ct)
    {
        var wanted = await NewPolicyAsync(ct);
        var path = $"models/{wanted.Route["name"]}/aliases/{wanted.Route["alias"]}/policies";
        return Text(await _world.Steward.PostAsync(path, wanted.Json!, ct), "id");
    }

    /// <summary>An audit of the world's own model, which keeps its predictions.</summary>
    private async Task<string> KeptAuditAsync(CancellationToken ct)
    {
        var version = await _world.ModelVersionAsync(ct);
        return Text(
            (await _world.Compliance.AllAsync($"audits?modelVersionId={version}", ct)).First(a =>
                Text(a, "state") == "finished"
            ),
            "id"
        );
    }

    private async Task<string> EndedAuditAsync(CancellationToken ct) =>
        Text((await _world.Compliance.AllAsync("audits", ct)).First(a => Text(a, "state") == "finished"), "id");
}
