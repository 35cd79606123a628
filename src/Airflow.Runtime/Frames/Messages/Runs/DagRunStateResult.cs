namespace Airflow.Runtime.Frames.Messages;

/// <summary>The state of a run.</summary>
internal sealed record DagRunStateResult : FrameMessage
{
    public override string Type => "DagRunStateResult";
    private static ReadOnlySpan<byte> TypeUtf8 => "DagRunStateResult"u8;
    public string State { get; set; } = "";

    internal override void Visit(ref FieldCodec fields)
    {
        State = fields.Text("state"u8, State);
        fields.Type(TypeUtf8);
    }
}
