using Bunit;
using Governance.Catalog;
using Governance.Monitoring;
using Governance.Web.Monitoring;
using Governance.Web.Tests.Access;
using Governance.Web.Tests.Consent;
using Governance.Web.Tests.Layout;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Web.Tests.Monitoring;

public sealed class NewMonitorPageTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Theory]
    [InlineData("Pumps\0", "NUL at character 6")]
    [InlineData("Pumps\uFFFE", "U+FFFE")]
    [InlineData("Pumps, month by month", "has no embeddings for this purpose")]
    public async Task What_is_refused_is_shown_and_the_form_stays(string name, string words)
    {
        var (purpose, subject) = (await host.PurposeAsync(), await host.SubjectAsync());
        await host.GiveAsync(subject, purpose);
        await host.SealedAsync(await host.DatasetAsync(subject, 4), purpose, 2);
        await using var page = host.Page(MonitoringPolicies.Run, MonitoringPolicies.Read, CatalogPolicies.Read);
        page.Services.AddSingleton(host.Get<DriftMonitors>());
        var shown = page.Render<NewMonitorPage>();
        shown.Eventually(() => Assert.NotEmpty(shown.FindAll("form option")));
        await shown.ChangeAsync("form input", name);
        await shown.SubmitAsync();
        shown.Eventually(() => Assert.Contains(words, shown.Find(".error-box").TextContent, StringComparison.Ordinal));
        Assert.False(shown.Find("button[type=submit]").HasAttribute("disabled"));
    }
}
