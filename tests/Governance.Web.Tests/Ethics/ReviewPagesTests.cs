using Bunit;
using Governance.Ethics;
using Governance.Platform;
using Governance.Web.Ethics;
using Governance.Web.Home;
using Governance.Web.Tests.Access;
using Governance.Web.Tests.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Web.Tests.Ethics;

public sealed class ReviewPagesTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task A_member_reads_marks_themselves_votes_and_closes_from_one_page()
    {
        var emil = await host.OnlyMemberAsync();
        var (_, steward) = await host.AddPersonAsync(Roles.Steward);
        var review = await host.SubmittedAsync(steward);
        await using var page = host.PageOf(emil);
        var shown = page.Render<ReviewPage>(p => p.Add(r => r.Id, review.Id));
        shown.Eventually(() =>
        {
            Assert.Contains(
                "May version 1 of Leaks on pumps be promoted to the alias champion?",
                shown.Find(".page-lede").TextContent,
                StringComparison.Ordinal
            );
            Assert.Contains("An inspector looks.", shown.Find(".measures").TextContent, StringComparison.Ordinal);
            Assert.Contains("none finished", shown.Markup, StringComparison.Ordinal);
            Assert.Contains(
                "0 of 1 member are present and may vote; 1 is needed",
                shown.Find(".quorum").GetAttribute("aria-label"),
                StringComparison.Ordinal
            );
            Assert.True(shown.FindAll("button").Single(b => b.TextContent == "Open vote").HasAttribute("disabled"));
            Assert.Empty(shown.FindAll("[data-vote]"));
        });

        await shown.ClickAsync("button", "Mark me as present");
        shown.Eventually(() =>
            Assert.False(shown.FindAll("button").Single(b => b.TextContent == "Open vote").HasAttribute("disabled"))
        );
        await shown.ChangeAsync("details form textarea", "Smaller groups say nothing.");
        await shown.SubmitAsync("details form");
        shown.WaitForElement("[data-condition=MinimumGroupSize]", Visitor.Patience);
        await shown.ClickAsync("button", "Open vote");
        await shown.ClickAsync("[data-vote=Against]");
        shown.Eventually(() =>
            Assert.Contains("needs a reason", shown.Find(".error-box").TextContent, StringComparison.Ordinal)
        );
        await shown.ClickAsync("[data-vote=For]");
        shown.Eventually(() =>
            Assert.Contains("You voted for", shown.Find(".vote [role=status]").TextContent, StringComparison.Ordinal)
        );
        await shown.ClickAsync("button", "Close vote");
        shown.Eventually(() =>
        {
            Assert.Contains("approved with conditions", shown.Find("h1").TextContent, StringComparison.Ordinal);
            Assert.Contains(
                "a promotion is blocked: Every group needs at least 30 samples, but no audit",
                shown.Find(".banner").TextContent,
                StringComparison.Ordinal
            );
            Assert.Contains(
                "1 for, 0 against, 0 abstained, of 1 present",
                shown.Find(".minutes").TextContent,
                StringComparison.Ordinal
            );
            Assert.Empty(shown.FindAll("[data-vote]"));
        });
    }

    [Fact]
    public async Task The_submitter_sees_that_they_do_not_vote_and_others_only_read()
    {
        await host.OnlyMemberAsync();
        var (user, steward) = await host.AddPersonAsync(Roles.Steward);
        await host.Get<BoardMembers>()
            .AppointAsync(host.Administrator, user.Id, MemberKind.Scientific, null, null, PortalHost.Ct);
        var review = await host.SubmittedAsync(steward);
        await using var page = host.PageOf(steward);
        var shown = page.Render<ReviewPage>(p => p.Add(r => r.Id, review.Id));
        shown.Eventually(() =>
        {
            Assert.Contains(
                "does not vote: the submitter of a review has an interest in its outcome",
                shown.Find(".seat--conflict").TextContent,
                StringComparison.Ordinal
            );
            Assert.DoesNotContain(shown.FindAll("button"), b => b.TextContent is "Mark me as present" or "Open vote");
        });
        await shown.ClickAsync("button", "Withdraw review");
        shown.Eventually(() => Assert.Contains("withdrawn", shown.Find("h1").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_new_review_begins_at_its_address_and_says_what_is_missing()
    {
        var (model, version) = await host.TrainedAsync();
        await host.TrainedAsync();
        var (_, steward) = await host.AddPersonAsync(Roles.Steward);
        await using var page = host.PageOf(steward);
        var navigator = page.Services.GetRequiredService<NavigationManager>();
        navigator.NavigateTo($"/trust/reviews/new?model={model.Name}&version=1&alias=candidate");
        var shown = page.Render<NewReviewPage>();
        shown.Eventually(() =>
        {
            Assert.Equal(version.Id.ToString(), shown.Find("form select").GetAttribute("value"));
            Assert.Equal("candidate", shown.FindAll("form input")[0].GetAttribute("value"));
        });
        await shown.ChangeAsync("form input", "Daily use", 1);
        await shown.ChangeAsync("form textarea", "It looks at photos.");
        await shown.ChangeAsync("form textarea", "A leak is missed.", 1);
        await shown.SubmitAsync();
        shown.Eventually(() =>
            Assert.Contains(
                "The risk “A leak is missed.” has no measure.",
                shown.Find(".error-box").TextContent,
                StringComparison.Ordinal
            )
        );
        await shown.ChangeAsync("form textarea", "An inspector looks.", 2);
        await shown.SubmitAsync();
        shown.Eventually(() => Assert.Matches("/trust/reviews/[0-9a-f-]{36}$", navigator.Uri));
        var review = (
            await host.Get<EthicsReviews>()
                .ListAsync(steward, ReviewShow.Waiting, version.Id, null, null, PortalHost.Ct)
        ).Value.Items.Single();
        Assert.Equal(("Daily use", ReviewState.Submitted, "candidate"), (review.Title, review.State, review.Alias));
    }

    [Fact]
    public async Task The_list_and_the_home_page_lead_to_what_waits()
    {
        var emil = await host.OnlyMemberAsync();
        var (_, steward) = await host.AddPersonAsync(Roles.Steward);
        var review = await host.SubmittedAsync(steward);
        await host.Get<EthicsReviews>().MarkPresentAsync(emil, review.Id, null, true, PortalHost.Ct);
        await host.Get<EthicsReviews>().OpenVoteAsync(emil, review.Id, PortalHost.Ct);
        await using var page = host.PageOf(emil);
        var shown = page.Render<ReviewsPage>();
        shown.WaitForElement($"a[href='/trust/reviews/{review.Id}']", Visitor.Patience);
        Assert.DoesNotContain("New review", shown.Markup, StringComparison.Ordinal);
        var lines = new List<HomeLine>();
        foreach (var source in host.Get<IEnumerable<HomeLines>>())
            lines.AddRange(await source(host.Services, emil, PortalHost.Ct));
        Assert.Contains(lines, l =>
            l is { Count: > 0, Path: "/trust/reviews" } && l.Text.EndsWith("your vote", StringComparison.Ordinal)
        );
        page.Services.GetRequiredService<NavigationManager>().NavigateTo("/trust/reviews?tab=decided");
        shown.Eventually(() => Assert.Empty(shown.FindAll($"a[href='/trust/reviews/{review.Id}']")));
    }

    [Fact]
    public async Task An_administrator_appoints_and_ends_and_is_warned_of_a_board_of_scientists()
    {
        await host.OnlyMemberAsync(MemberKind.Scientific);
        await using var page = host.PageOf(host.Administrator);
        var shown = page.Render<MembersPage>();
        shown.Eventually(() => Assert.Contains("All members are scientific", shown.Markup, StringComparison.Ordinal));
        await shown.ClickAsync(".page-actions button");
        await shown.ChangeAsync("form select", host.Administrator.UserId.ToString());
        await shown.ChangeAsync("form select", nameof(MemberKind.Community), 1);
        await shown.SubmitAsync();
        shown.Eventually(() =>
            Assert.DoesNotContain("All members are scientific", shown.Markup, StringComparison.Ordinal)
        );
        var ends = shown.FindAll("tbody button").Count;
        await shown.ClickAsync("tbody button");
        shown.Eventually(() => Assert.Equal(ends - 1, shown.FindAll("tbody button").Count));
    }
}
