using Bunit;
using Governance.Annotation;
using Governance.Catalog;
using Governance.Web.Annotation;
using Governance.Web.Tests.Access;
using Governance.Web.Tests.Consent;
using Governance.Web.Tests.Layout;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Web.Tests.Annotation;

public sealed class NewProjectPageTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Theory]
    [InlineData("Leaks\0", "Faults", "“name” contains the character NUL")]
    [InlineData("Leaks", "Faults\uFFFE", "U+FFFE")]
    public async Task What_is_refused_is_shown_and_the_form_stays(string name, string schema, string words)
    {
        var (purpose, subject) = (await host.PurposeAsync(), await host.SubjectAsync());
        await host.GiveAsync(subject, purpose);
        await host.SealedAsync(await host.DatasetAsync(subject, 4), purpose, 2);
        await using var page = host.Page(AnnotationPolicies.Manage, AnnotationPolicies.Read, CatalogPolicies.Read);
        page.Services.AddSingleton(host.Get<AnnotationProjects>()).AddSingleton(host.Get<LabelSchemas>());
        var shown = page.Render<NewProjectPage>();
        shown.Eventually(() => Assert.NotEmpty(shown.FindAll("form option")));
        await shown.ChangeAsync("form input", name);
        await shown.ChangeAsync("form input[placeholder=\"Pump faults\"]", schema);
        await shown.SubmitAsync();
        shown.Eventually(() => Assert.Contains(words, shown.Find(".error-box").TextContent, StringComparison.Ordinal));
        Assert.False(shown.Find("button[type=submit]").HasAttribute("disabled"));
    }
}
