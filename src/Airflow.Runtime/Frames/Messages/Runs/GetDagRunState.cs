namespace Airflow.Runtime.Frames.Messages;

/// <summary>Asks for the state of a run.</summary>
internal sealed record GetDagRunState : FrameMessage
{
    public override string Type => "GetDagRunState";
    private static ReadOnlySpan<byte> TypeUtf8 => "GetDagRunState"u8;
    public string DagId { get; set; } = "";
    public string RunId { get; set; } = "";

    internal override void Visit(ref FieldCodec fields)
    {
        DagId = fields.Text("dag_id"u8, DagId);
        RunId = fields.Text("run_id"u8, RunId);
        fields.Type(TypeUtf8);
    }
}
