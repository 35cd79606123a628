namespace Airflow.Runtime.Frames;

/// <summary>A map with known keys inside a frame: one method names the keys, for reading and for writing.</summary>
#pragma warning disable S1694 // a record among records: equality by value needs the base
internal abstract record FramePart
{
    internal abstract void Visit(ref FieldCodec fields);
}
