namespace Governance.EndToEnd.Doors;

internal sealed partial class Examples
{
    private void OfEthics()
    {
        Add("GET /reviews", "ethics", [("show", "all"), ("size", "5")]);
        Add("GET /reviews/counts", "ethics");
        Add("POST /reviews", async ct => Request("compliance", [], await _world.NewReviewAsync(ct), [("draft", "true")]));
        Add("GET /reviews/{id}", "ethics", route: Id(_world.ReviewAsync));
        Add("PUT /reviews/{id}", async ct => Request("compliance", [("id", await _world.DraftedReviewAsync(ct))], await _world.NewReviewAsync(ct)));
        Add("POST /reviews/{id}/submit", "compliance", route: Id(_world.DraftedReviewAsync));
        Add("POST /reviews/{id}/withdraw", "compliance", route: Id(_world.ReviewAsync));
        Add("POST /reviews/{id}/conflicts", async ct => Request("ethics", [("id", await _world.ReviewAsync(ct))], new { reason = "I built it." }));
        Add("PUT /reviews/{id}/presence", async ct => Request("ethics", [("id", await _world.ReviewAsync(ct))], new { present = true }));
        Add("POST /reviews/{id}/open", "ethics", route: Id(async ct => (await _world.MeetingAsync(ct)).Id));
        Add("POST /reviews/{id}/votes", async ct => Request("auditor", [("id", (await _world.VotingAsync(voted: false, ct)).Id)], new { choice = "against", comment = "It says too little." }));
        Add("POST /reviews/{id}/adjourn", "ethics", route: Id(async ct => (await _world.VotingAsync(voted: false, ct)).Id));
        Add("POST /reviews/{id}/close", "ethics", route: Id(async ct => (await _world.VotingAsync(voted: true, ct)).Id));
        Add("POST /reviews/{id}/conditions", async ct => Request("ethics", [("id", (await _world.MeetingAsync(ct)).Id)], new { kind = "minimumGroupSize", words = "No small groups.", minimum = 5 }));
        Add("DELETE /reviews/{id}/conditions/{conditionId}", "ethics", route: async ct => Both(await _world.MeetingAsync(ct)));
        Add("POST /reviews/{id}/conditions/{conditionId}/fulfil", async ct => Request("ethics", Both(await _world.DecidedAsync(ct)), new { note = "Named on paper." }));
        Add("GET /ethics-members", "ethics", s_page);
        Add("POST /ethics-members", async ct => Request("admin", [], new { userId = await _world.UserAsync(ct), kind = "scientific", from = "2026-01-01T00:00:00Z", until = "2030-01-01T00:00:00Z" }));
        Add("POST /ethics-members/{id}/end", "admin", route: Id(async ct =>
            Text(await _world.As("admin").PostAsync("ethics-members", new { userId = await _world.UserAsync(ct), kind = "community" }, ct), "id")));
    }

    private static (string, string)[] Both((string Id, string Condition) review) => [("id", review.Id), ("conditionId", review.Condition)];
}
