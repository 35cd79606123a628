using System.Globalization;

namespace Airflow.Celery.Flower.Pages;

/// <summary>What came of actions, kept until the page after the action shows it. The address of that page carries a number only, so nobody can put words there.</summary>
internal sealed class Notices
{
    private const int Kept = 100;
    private readonly Lock gate = new();
    private readonly Queue<(long Number, Notice Notice)> notices = new();
    private long last;

    public string Add(Notice notice)
    {
        lock (gate)
        {
            notices.Enqueue((++last, notice));
            while (notices.Count > Kept)
            {
                notices.Dequeue();
            }

            return last.ToString(CultureInfo.InvariantCulture);
        }
    }

    public Notice? Find(string? number)
    {
        lock (gate)
        {
            return long.TryParse(number, CultureInfo.InvariantCulture, out var wanted) ? notices.FirstOrDefault(one => one.Number == wanted).Notice : null;
        }
    }
}
