using Governance.Platform.Outbound;

namespace Governance.Tests.Platform.Outbound;

public sealed class WebhookAddressTests
{
    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://2130706433/")] // 127.0.0.1 as one decimal number
    [InlineData("https://0x7f000001/")]
    [InlineData("https://0x7f.0.0.1/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://017700000001/")]
    [InlineData("https://127.1/")]
    [InlineData("https://10.0.0.8:8443/hook")]
    [InlineData("https://3232235777/")] // 192.168.1.1
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("https://0xa9fea9fe/")]
    [InlineData("https://100.100.100.200/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[0:0:0:0:0:0:0:1]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[::ffff:7f00:1]/")]
    [InlineData("https://[fd00:ec2::254]/")]
    [InlineData("https://[fe80::1%25eth0]/")]
    [InlineData("https://localhost/")]
    [InlineData("https://LOCALHOST./")]
    [InlineData("https://a.localhost/")]
    [InlineData("https://printer/")]
    [InlineData("https://db.internal/")]
    [InlineData("https://nas.local/")]
    [InlineData("http://institute.example/")]
    [InlineData("ftp://institute.example/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://127.0.0.1:6379/_FLUSHALL")]
    [InlineData("https://user:word@institute.example/")]
    [InlineData("https://institute.example/#part")]
    [InlineData("https://institute.example/a b")]
    [InlineData("https://institute.example\\@127.0.0.1/")]
    [InlineData("//institute.example/")]
    [InlineData("institute.example")]
    [InlineData("https:///recall")]
    public void An_address_that_is_not_https_of_a_public_host_is_refused(string address)
    {
        var read = WebhookAddress.Read(address, new());
        Assert.IsType<WebhookAddressInvalid>(read.Refusal);
        Assert.Contains(address[..8], read.Refusal.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://institute.example/recall?team=1")]
    [InlineData("https://institute.example:8443/recall")]
    [InlineData("https://8.8.8.8/recall")]
    [InlineData("https://[2606:4700::1111]/recall")]
    public void A_public_https_address_is_taken(string address) => Assert.True(WebhookAddress.Read(address, new()).Ok);

    [Fact]
    public void A_listed_host_may_be_private_and_without_encryption_and_a_listed_port_opens_no_other()
    {
        var options = new WebhookOptions { AllowedHosts = "127.0.0.1:5099, hooks.intra, [::1]:8080" };
        Assert.True(WebhookAddress.Read("http://127.0.0.1:5099/a", options).Ok);
        Assert.True(WebhookAddress.Read("http://2130706433:5099/a", options).Ok);
        Assert.True(WebhookAddress.Read("http://hooks.intra:81/a", options).Ok);
        Assert.True(WebhookAddress.Read("http://[::1]:8080/a", options).Ok);
        Assert.False(WebhookAddress.Read("http://127.0.0.1:5100/a", options).Ok);
        Assert.False(WebhookAddress.Read("http://127.0.0.1/a", options).Ok);
        Assert.False(WebhookAddress.Read("http://other.intra/a", options).Ok);
        Assert.False(WebhookAddress.Read("http://user@hooks.intra/a", options).Ok);
    }

    [Theory]
    [InlineData("data@institute.example", true)]
    [InlineData("first.last+recall@a-b.c-d.example", true)]
    [InlineData("data@institute", false)]
    [InlineData("data@127.0.0.1", false)]
    [InlineData("data@[127.0.0.1]", false)]
    [InlineData("data institute@example.org", false)]
    [InlineData("a@b.example,c@d.example", false)]
    [InlineData("Name <data@institute.example>", false)]
    [InlineData("data@institute.example\r\nBcc: x@y.example", false)]
    [InlineData("data@institute.example\n", false)]
    [InlineData("\"quoted\"@institute.example", false)]
    [InlineData(".data@institute.example", false)]
    [InlineData("da..ta@institute.example", false)]
    [InlineData("data@-institute.example", false)]
    [InlineData("dätä@institute.example", false)]
    [InlineData("", false)]
    public void An_email_address_is_one_address_and_nothing_else(string address, bool valid) =>
        Assert.Equal(valid, EmailAddress.IsValid(address));

    [Fact]
    public void The_settings_name_every_fault_and_no_value()
    {
        var rules = new MailOptionsRules();
        var wrong = rules.Validate(
            null,
            new()
            {
                Host = "mail.example:25",
                Port = 0,
                Tls = MailTls.None,
                User = "portal",
                Password = "quite-secret",
                From = "Portal <portal@data.example>",
            }
        );
        Assert.Equal(
            ["Mail:From", "Mail:Host", "Mail:Password", "Mail:Port"],
            wrong.Failures!.Select(f => f.Split(' ')[0]).Order(StringComparer.Ordinal)
        );
        Assert.DoesNotContain("quite-secret", string.Join(' ', wrong.Failures!), StringComparison.Ordinal);
        Assert.True(rules.Validate(null, new()).Succeeded);
        Assert.False(rules.Validate(null, new() { User = "portal" }).Succeeded);
        Assert.False(new WebhookOptionsRules().Validate(null, new() { AllowedHosts = "a b" }).Succeeded);
        Assert.False(new WebhookOptionsRules().Validate(null, new() { AllowedHosts = "a/b" }).Succeeded);
        Assert.False(new WebhookOptionsRules().Validate(null, new() { TimeLimit = TimeSpan.FromHours(1) }).Succeeded);
    }
}
