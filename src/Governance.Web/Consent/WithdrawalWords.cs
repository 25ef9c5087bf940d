using Governance.Consent;
using Governance.Web.Components;

namespace Governance.Web.Consent;

/// <summary>How a withdrawal reads on every page.</summary>
internal static class WithdrawalWords
{
    public static string Of(WithdrawalState state) =>
        state switch
        {
            WithdrawalState.Planned => "waits to begin",
            WithdrawalState.Running => "being carried out",
            WithdrawalState.Done => "done",
            _ => "stopped",
        };

    public static StateSign SignOf(WithdrawalState state) =>
        state switch
        {
            WithdrawalState.Running => StateSign.Running,
            WithdrawalState.Done => StateSign.Ok,
            WithdrawalState.Failed => StateSign.Failed,
            _ => StateSign.Plain,
        };

    /// <summary>What will happen, in one word.</summary>
    public static string Will(HoldingFate fate) =>
        fate switch
        {
            HoldingFate.Deleted => "to be deleted",
            HoldingFate.Marked => "to be marked",
            HoldingFate.Notified => "to be told",
            _ => "stays",
        };

    public static string Was(HoldingFate fate) =>
        fate switch
        {
            HoldingFate.Deleted => "deleted",
            HoldingFate.Marked => "marked",
            HoldingFate.Notified => "to be told",
            _ => "stays",
        };

    public static string Of(HoldingPlace place) =>
        place switch
        {
            HoldingPlace.Subject => "The subject",
            HoldingPlace.Sources => "Uploads",
            _ => place.ToString(),
        };

    /// <summary>Where a named thing is looked at; null when no page shows it.</summary>
    public static string? AddressOf(string holding, HeldThing thing) =>
        thing.Id is not { } id
            ? null
            : holding switch
            {
                // Its page goes by name and number, as the holding writes them: “pump-fault 3”, “pump-fault 3 (test only)”.
                "model-versions" when thing.Name.Split(' ') is [var model, var number, ..] =>
                    $"/models/{model}/versions/{number}",
                "samples" => $"/datasets/{id}",
                "versions" => $"/versions/{id}",
                "annotations" => $"/annotate/{id}",
                "imports" => $"/imports/{id}",
                _ => null,
            };
}
