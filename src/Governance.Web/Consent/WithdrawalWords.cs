using Governance.Consent;
using Governance.Web.Components;

namespace Governance.Web.Consent;

/// <summary>The texts of withdrawals on pages.</summary>
internal static class WithdrawalWords
{
    public static string Of(WithdrawalState state) =>
        state switch
        {
            WithdrawalState.Planned => "pending",
            WithdrawalState.Running => "running",
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

    /// <summary>What will happen, as a short phrase.</summary>
    public static string Will(HoldingFate fate) =>
        fate switch
        {
            HoldingFate.Deleted => "to be deleted",
            HoldingFate.Marked => "to be marked",
            HoldingFate.Notified => "to be notified",
            _ => "kept",
        };

    public static string Was(HoldingFate fate) =>
        fate switch
        {
            HoldingFate.Deleted => "deleted",
            HoldingFate.Marked => "marked",
            HoldingFate.Notified => "with a notice to the recipient",
            _ => "kept",
        };

    public static string Of(HoldingPlace place) =>
        place switch
        {
            HoldingPlace.Subject => "Subject",
            HoldingPlace.Sources => "Uploads",
            _ => place.ToString(),
        };

    /// <summary>Returns the address of the page of a named thing; null when there is none.</summary>
    public static string? AddressOf(string holding, HeldThing thing) =>
        thing.Id is not { } id
            ? null
            : holding switch
            {
                // The holding writes name and number, which the address needs: “pump-fault 3”, “pump-fault 3 (test only)”.
                "model-versions" when thing.Name.Split(' ') is [var model, var number, ..] =>
                    $"/models/{model}/versions/{number}",
                "samples" => $"/datasets/{id}",
                "versions" => $"/versions/{id}",
                "annotations" => $"/annotate/{id}",
                "imports" => $"/imports/{id}",
                _ => null,
            };
}
