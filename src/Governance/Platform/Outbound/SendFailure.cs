namespace Governance.Platform.Outbound;

/// <summary>Why a message did not reach its receiver.</summary>
/// <param name="Why">The reason; it repeats no secret and no text of the receiver.</param>
/// <param name="Final">Whether another attempt ends the same, unless a person changes something.</param>
public sealed record SendFailure(Message Why, bool Final);
