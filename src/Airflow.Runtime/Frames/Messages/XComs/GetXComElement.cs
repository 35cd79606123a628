namespace Airflow.Runtime.Frames.Messages;

/// <summary>Asks for one element of a list that a task returned. A question of Airflow.NET's own runtimes: Airflow's take the whole list.</summary>
internal sealed record GetXComElement : FrameMessage
{
    public override string Type => "GetXComElement";
    private static ReadOnlySpan<byte> TypeUtf8 => "GetXComElement"u8;
    public string Key { get; set; } = "";
    public string DagId { get; set; } = "";
    public string RunId { get; set; } = "";
    public string TaskId { get; set; } = "";
    public int Index { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        Key = fields.Text("key"u8, Key);
        DagId = fields.Text("dag_id"u8, DagId);
        RunId = fields.Text("run_id"u8, RunId);
        TaskId = fields.Text("task_id"u8, TaskId);
        Index = fields.Int("index"u8, Index);
        fields.Type(TypeUtf8);
    }
}
