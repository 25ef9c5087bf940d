using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Governance.Access;
using Governance.Platform;
using Governance.Web.Tests.Access;
using Governance.Web.Tests.Consent;

namespace Governance.Web.Tests.Catalog;

public sealed class SampleFilterApiTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Theory]
    [InlineData("strata=lightnig:day", "strata", "Did you mean “lighting”?")]
    [InlineData("strata=lighting:dya", "strata.lighting", "Did you mean “day”?")]
    [InlineData("purpose=never-made", "purpose", "Known: ")]
    [InlineData("purpose=", "purpose", "Fill it in.")]
    [InlineData("search=a%00", "search", "Remove that character")]
    public async Task A_filter_with_an_unknown_name_answers_422_and_suggests_the_nearest(
        string query,
        string field,
        string remedy
    )
    {
        var dataset = await host.DatasetAsync(await host.SubjectAsync(), 4);
        await host.PurposeAsync();
        var (_, actor) = await host.AddPersonAsync(Roles.All);
        var script = host.Script((await host.TokenAsync(actor, AccessTokens.Everything)).Secret);

        using var answer = await script.GetAsync($"/api/v1/datasets/{dataset.Id}/samples?{query}", PortalHost.Ct);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(PortalHost.Ct);
        Assert.StartsWith($"“{field}”", problem.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.StartsWith(remedy, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);

        var found = await script.GetFromJsonAsync<JsonElement>(
            $"/api/v1/datasets/{dataset.Id}/samples?strata=lighting:day",
            PortalHost.Ct
        );
        Assert.Equal(2, found.GetProperty("items").GetArrayLength());
    }
}
