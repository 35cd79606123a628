using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Airflow.Celery.Flower.Pages;

/// <summary>Puts HTML together and encodes every value on the way, so that nothing a task or worker is called can become markup.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlHandler(int literalLength, int formattedCount)
{
    private const int UsualLength = 16;
    private readonly StringBuilder text = new(literalLength + (formattedCount * UsualLength));

    public void AppendLiteral(string value) => text.Append(value);

    public void AppendFormatted(Html value) => text.Append(value.Text);

    public void AppendFormatted(IEnumerable<Html> values)
    {
        foreach (var value in values)
        {
            text.Append(value.Text);
        }
    }

    public void AppendFormatted(string? value) => text.Append(WebUtility.HtmlEncode(value));

    public void AppendFormatted(long value) => text.Append(value.ToString("N0", CultureInfo.InvariantCulture));

    public string ToText() => text.ToString();
}
