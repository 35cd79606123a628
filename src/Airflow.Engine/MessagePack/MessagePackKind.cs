namespace Airflow.Engine.MessagePack;

/// <summary>What comes next in a MessagePack stream.</summary>
public enum MessagePackKind
{
    Nil,
    Bool,
    Int,
    Double,
    Text,
    Bytes,
    Array,
    Map,
    Time,
    Extension,
}
