namespace Airflow.Runtime.Frames.Messages;

/// <summary>Asks for a variable.</summary>
internal sealed record GetVariable : FrameMessage
{
    public override string Type => "GetVariable";
    private static ReadOnlySpan<byte> TypeUtf8 => "GetVariable"u8;
    public string Key { get; set; } = "";

    internal override void Visit(ref FieldCodec fields)
    {
        Key = fields.Text("key"u8, Key);
        fields.Type(TypeUtf8);
    }
}
