namespace Airflow.Runtime.Frames.Messages;

/// <summary>Asks over how many map indexes a result exists.</summary>
internal sealed record GetXComCount : FrameMessage
{
    public override string Type => "GetXComCount";
    private static ReadOnlySpan<byte> TypeUtf8 => "GetXComCount"u8;
    public string Key { get; set; } = "";
    public string DagId { get; set; } = "";
    public string RunId { get; set; } = "";
    public string TaskId { get; set; } = "";

    internal override void Visit(ref FieldCodec fields)
    {
        Key = fields.Text("key"u8, Key);
        DagId = fields.Text("dag_id"u8, DagId);
        RunId = fields.Text("run_id"u8, RunId);
        TaskId = fields.Text("task_id"u8, TaskId);
        fields.Type(TypeUtf8);
    }
}
