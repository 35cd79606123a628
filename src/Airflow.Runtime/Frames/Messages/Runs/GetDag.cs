namespace Airflow.Runtime.Frames.Messages;

/// <summary>Asks for a DAG.</summary>
internal sealed record GetDag : FrameMessage
{
    public override string Type => "GetDag";
    private static ReadOnlySpan<byte> TypeUtf8 => "GetDag"u8;
    public string DagId { get; set; } = "";

    internal override void Visit(ref FieldCodec fields)
    {
        DagId = fields.Text("dag_id"u8, DagId);
        fields.Type(TypeUtf8);
    }
}
