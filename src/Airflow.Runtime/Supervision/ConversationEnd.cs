namespace Airflow.Runtime.Supervision;

/// <summary>How a conversation ended.</summary>
internal enum ConversationEnd
{
    /// <summary>The runtime waits for the next try.</summary>
    Ready,
    /// <summary>The other side hung up.</summary>
    HungUp,
    /// <summary>The other side hung up without having read the first frame.</summary>
    Unread,
    /// <summary>It sent what is no frame.</summary>
    Broken,
}
