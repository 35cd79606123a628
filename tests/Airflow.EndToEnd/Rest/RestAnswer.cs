namespace Airflow.EndToEnd.Rest;

/// <summary>An answer: its status, its heads and its bytes.</summary>
internal sealed record RestAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Body);
}
