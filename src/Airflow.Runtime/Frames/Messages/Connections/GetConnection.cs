namespace Airflow.Runtime.Frames.Messages;

/// <summary>Asks for a connection.</summary>
internal sealed record GetConnection : FrameMessage
{
    public override string Type => "GetConnection";
    private static ReadOnlySpan<byte> TypeUtf8 => "GetConnection"u8;
    public string ConnId { get; set; } = "";

    internal override void Visit(ref FieldCodec fields)
    {
        ConnId = fields.Text("conn_id"u8, ConnId);
        fields.Type(TypeUtf8);
    }
}
