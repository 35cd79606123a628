namespace Airflow.Runtime.Frames;

/// <summary>What comes next in a MessagePack stream.</summary>
internal enum MessagePackKind
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
