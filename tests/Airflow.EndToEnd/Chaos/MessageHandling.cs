namespace Airflow.EndToEnd.Chaos;

/// <summary>What happens to messages on their way.</summary>
internal enum MessageHandling
{
    /// <summary>Each comes twice.</summary>
    Doubled,

    /// <summary>Each comes late, one in ten so late that it has been sent again by then.</summary>
    Delayed,

    /// <summary>Those of half a second come the other way round.</summary>
    Reordered,
}
