namespace Governance.EndToEnd.Doors;

internal sealed partial class Examples
{
    private void OfEthics()
    {
        Add("GET /reviews", "ethics", [("show", "all"), ("size", "5")]);
        Add("GET /reviews/counts", "ethics");
        Add("POST /reviews", async ct =>
            Request("compliance", [], await _world.NewReviewAsync(ct), [("draft", "true")])
        );
        Add("GET /reviews/{id}", "ethics", route: Id(_world.ReviewAsync));
        Add("PUT /reviews/{id}", async ct =>
        {
            var review = await _world.NewReviewAsync(ct);
            return Request("compliance", [("id", await _world.DraftedReviewAsync(review, ct))], review);
        });
        Add(
            "POST /reviews/{id}/submit",
            "compliance",
            route: Id(async ct => await _world.DraftedReviewAsync(await _world.NewReviewAsync(ct), ct))
        );
        Add("POST /reviews/{id}/withdraw", "compliance", route: Id(_world.ReviewAsync));
        Add("POST /reviews/{id}/conflicts", async ct =>
            Request("ethics", [("id", await _world.ReviewAsync(ct))], new { reason = "I built it." })
        );
        Add("PUT /reviews/{id}/presence", async ct =>
            Request("ethics", [("id", await _world.ReviewAsync(ct))], new { present = true })
        );
        Add("POST /reviews/{id}/open", "ethics", route: Id(async ct => (await _world.MeetingAsync(ct)).Id));
        Add("POST /reviews/{id}/votes", async ct =>
            Request(
                "auditor",
                [("id", await VotingAsync(voted: false, ct))],
                new { choice = "against", comment = "It says too little." }
            )
        );
        Add("POST /reviews/{id}/adjourn", "ethics", route: Id(ct => VotingAsync(voted: false, ct)));
        Add("POST /reviews/{id}/close", "ethics", route: Id(ct => VotingAsync(voted: true, ct)));
        Add("POST /reviews/{id}/conditions", async ct => Request(
                "ethics",
                [("id", (await _world.MeetingAsync(ct)).Id)],
                new
                {
                    kind = "minimumGroupSize",
                    words = "No small groups.",
                    minimum = 5,
                }
            ));
        Add("DELETE /reviews/{id}/conditions/{conditionId}", "ethics", route: async ct =>
            Both(await _world.MeetingAsync(ct))
        );
        Add("POST /reviews/{id}/conditions/{conditionId}/fulfil", async ct =>
            Request("ethics", Both(await _world.DecidedAsync(ct)), new { note = "Named on paper." })
        );
        Add("GET /ethics-members", "ethics", Page);
        Add("POST /ethics-members", async ct => Request(
                "admin",
                [],
                new
                {
                    userId = await _world.UserAsync(ct),
                    kind = "scientific",
                    from = "2026-01-01T00:00:00Z",
                    until = "2030-01-01T00:00:00Z",
                }
            ));
        Add(
            "POST /ethics-members/{id}/end",
            "admin",
            route: Id(async ct =>
            {
                var member = new { userId = await _world.UserAsync(ct), kind = "community" };
                return Text(await _world.As("admin").PostAsync("ethics-members", member, ct), "id");
            })
        );
    }

    private async Task<string> VotingAsync(bool voted, CancellationToken ct) =>
        (await _world.VotingAsync(voted, ct)).Id;

    private static (string, string)[] Both((string Id, string Condition) review) =>
        [("id", review.Id), ("conditionId", review.Condition)];
}
