using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Governance.Platform.Outbound;

/// <summary>Registers what reaches people and systems outside: e-mail and webhooks.</summary>
public static class OutboundModule
{
    /// <summary>Adds the mailer and the webhook client; their options are validated at the start.</summary>
    public static IServiceCollection AddOutbound(this IServiceCollection services)
    {
        Bind<MailOptions>(services, MailOptions.Section);
        Bind<WebhookOptions>(services, WebhookOptions.Section);
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsRules>();
        services.AddSingleton<IValidateOptions<WebhookOptions>, WebhookOptionsRules>();
        services.TryAddSingleton<HostResolver>();
        return services.AddSingleton<Mailer>().AddSingleton<WebhookClient>();
    }

    private static void Bind<T>(IServiceCollection services, string section)
        where T : class =>
        services
            .AddOptions<T>()
            .Configure<IServiceProvider>(
                (options, provider) => provider.GetService<IConfiguration>()?.GetSection(section).Bind(options)
            )
            .ValidateOnStart();
}
