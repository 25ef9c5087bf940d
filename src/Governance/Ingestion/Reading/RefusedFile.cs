using System.Text.Json.Serialization;
using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>Why a file was refused; stored with its row and read again by later attempts.</summary>
/// <param name="Reason">Null in rows that were stored before refusals had codes; they have the two sentences instead.</param>
internal sealed record RefusedFile(string Code, Message? Reason, string? What = null, string? Remedy = null)
{
    /// <summary>Most characters of each text among the values.</summary>
    public const int Longest = 2_000;

    public static RefusedFile Of(Refusal refusal) => new(refusal.Code, MessageJson.Shown(refusal, Longest));

    [JsonIgnore]
    public Refusal Refusal => Reason as Refusal ?? new WrittenRefusal(What ?? Reason?.Text ?? "", Remedy ?? "");

    /// <summary>What happened, without what to do about it.</summary>
    public static string WhatOf(Message reason) => reason is Refusal refusal ? refusal.What : reason.Text;
}
