namespace Airflow.Server.Bodies;

/// <summary>What a field of a body holds.</summary>
internal enum BodyKind
{
    Any,
    Text,
    Integer,
    Number,
    Flag,
    Time,
    Duration,
    Map,
    List,
    /// <summary>A map, or a text.</summary>
    MapOrText,
    /// <summary>Exactly one text.</summary>
    Literal,
    /// <summary>One of some texts.</summary>
    Choice,
}
