namespace Airflow.Runtime.Frames.Messages;

/// <summary>First frame of a parse.</summary>
internal sealed record DagFileParseRequest : FrameMessage
{
    public override string Type => "DagFileParseRequest";
    private static ReadOnlySpan<byte> TypeUtf8 => "DagFileParseRequest"u8;
    public string File { get; set; } = "";
    public string BundlePath { get; set; } = "";
    public string BundleName { get; set; } = "";
    public IReadOnlyList<FrameMessage> CallbackRequests { get; set; } = [];

    internal override void Visit(ref FieldCodec fields)
    {
        File = fields.Text("file"u8, File);
        BundlePath = fields.Text("bundle_path"u8, BundlePath);
        BundleName = fields.Text("bundle_name"u8, BundleName);
        CallbackRequests = fields.MessageList("callback_requests"u8, CallbackRequests);
        fields.Type(TypeUtf8);
    }
}
