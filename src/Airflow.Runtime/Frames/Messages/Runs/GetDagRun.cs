namespace Airflow.Runtime.Frames.Messages;

/// <summary>Asks for a run.</summary>
internal sealed record GetDagRun : FrameMessage
{
    public override string Type => "GetDagRun";
    private static ReadOnlySpan<byte> TypeUtf8 => "GetDagRun"u8;
    public string DagId { get; set; } = "";
    public string RunId { get; set; } = "";

    internal override void Visit(ref FieldCodec fields)
    {
        DagId = fields.Text("dag_id"u8, DagId);
        RunId = fields.Text("run_id"u8, RunId);
        fields.Type(TypeUtf8);
    }
}
