namespace Airflow.Runtime.Frames.Messages;

/// <summary>Asks for one of a mapped task's results.</summary>
internal sealed record GetXComSequenceItem : FrameMessage
{
    public override string Type => "GetXComSequenceItem";
    private static ReadOnlySpan<byte> TypeUtf8 => "GetXComSequenceItem"u8;
    public string Key { get; set; } = "";
    public string DagId { get; set; } = "";
    public string RunId { get; set; } = "";
    public string TaskId { get; set; } = "";
    public int Offset { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        Key = fields.Text("key"u8, Key);
        DagId = fields.Text("dag_id"u8, DagId);
        RunId = fields.Text("run_id"u8, RunId);
        TaskId = fields.Text("task_id"u8, TaskId);
        Offset = fields.Int("offset"u8, Offset);
        fields.Type(TypeUtf8);
    }
}
