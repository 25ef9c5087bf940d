namespace Governance.Platform;

/// <summary>A message of many sentences, which a page shows as a list. Its <see cref="Message.Text"/> contains them all.</summary>
public interface IListedMessage
{
    /// <summary>What the list is about.</summary>
    string Head { get; }

    /// <summary>The sentences of the list.</summary>
    IReadOnlyList<Message> Items { get; }
}
