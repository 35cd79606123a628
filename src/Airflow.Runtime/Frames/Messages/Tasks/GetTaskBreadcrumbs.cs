namespace Airflow.Runtime.Frames.Messages;

/// <summary>Asks what the tasks of a run left for error reports.</summary>
internal sealed record GetTaskBreadcrumbs : FrameMessage
{
    public override string Type => "GetTaskBreadcrumbs";
    private static ReadOnlySpan<byte> TypeUtf8 => "GetTaskBreadcrumbs"u8;
    public string DagId { get; set; } = "";
    public string RunId { get; set; } = "";

    internal override void Visit(ref FieldCodec fields)
    {
        DagId = fields.Text("dag_id"u8, DagId);
        RunId = fields.Text("run_id"u8, RunId);
        fields.Type(TypeUtf8);
    }
}
