// What the machine can do: the same work as the product's, straight in C on the mapped file.
// usage: limits FULL.dmp BITMAP.dmp COPY.dmp VA PAGES SCATTERED-VA TABLES
// Prints one line a figure: its name, a tab, its value.
#include <fcntl.h>
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>

#define TRIES (1 << 21)
#define FRAME 0xffffffffff000ull

static volatile uint64_t sink;
static uint64_t seed = 0x2545f4914f6cdd1d;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

static uint64_t next_random(void) {
  seed ^= seed << 13;
  seed ^= seed >> 7;
  seed ^= seed << 17;
  return seed;
}

static uint64_t word(const uint8_t *at) {
  uint64_t value;
  memcpy(&value, at, 8);
  return value;
}

static const uint8_t *map(const char *path, size_t *size) {
  struct stat info;
  int file = open(path, O_RDONLY);
  if (file < 0 || fstat(file, &info) != 0) {
    perror(path);
    exit(1);
  }
  *size = info.st_size;
  return mmap(0, *size, PROT_READ, MAP_PRIVATE, file, 0);
}

// A complete dump: runs of pages.
static const uint8_t *full;
static uint64_t runs, run_first[64], run_pages[64], run_offset[64];

static void read_runs(void) {
  uint32_t count;
  memcpy(&count, full + 0x88, 4);
  uint64_t offset = 0x2000;
  runs = count;
  for (uint64_t i = 0; i < runs; i++) {
    run_first[i] = word(full + 0x98 + 16 * i);
    run_pages[i] = word(full + 0xa0 + 16 * i);
    run_offset[i] = offset;
    offset += run_pages[i] << 12;
  }
}

static uint64_t find_run(uint64_t pfn) {
  int low = 0, high = (int)runs - 1;
  while (low <= high) {
    int middle = (low + high) / 2;
    if (pfn < run_first[middle]) high = middle - 1;
    else if (pfn >= run_first[middle] + run_pages[middle]) low = middle + 1;
    else return run_offset[middle] + ((pfn - run_first[middle]) << 12);
  }
  return 0;
}

// A bitmap dump: set bits below a page, counted every 512 bits.
static const uint8_t *bitmap;
static uint64_t bits, bitmap_first;
static uint32_t *counted;

static void read_bitmap(void) {
  bits = word(bitmap + 0x2030);
  bitmap_first = word(bitmap + 0x2020);
  counted = malloc((bits / 512 + 1) * 4);
  uint32_t set = 0;
  for (uint64_t i = 0; i < bits / 64; i++) {
    if (i % 8 == 0) counted[i / 8] = set;
    set += __builtin_popcountll(word(bitmap + 0x2038 + 8 * i));
  }
}

static uint64_t find_bit(uint64_t pfn) {
  if (pfn >= bits) return 0;
  uint64_t index = pfn / 64, own = word(bitmap + 0x2038 + 8 * index), bit = 1ull << pfn % 64;
  if (!(own & bit)) return 0;
  uint64_t below = counted[index / 8] + __builtin_popcountll(own & (bit - 1));
  for (uint64_t i = index & ~7ull; i < index; i++) below += __builtin_popcountll(word(bitmap + 0x2038 + 8 * i));
  return bitmap_first + (below << 12);
}

// Translation: the innermost table's place is remembered.
#define SLOTS (1 << 18)
static uint64_t cached_region[SLOTS], cached_table[SLOTS];

static uint64_t translate(uint64_t va) {
  uint64_t region = va >> 21, slot = region * 0x9e3779b97f4a7c15ull >> 46;
  if (cached_region[slot] != region) {
    uint64_t table = word(full + 0x10) & FRAME;
    for (int shift = 39; shift > 12; shift -= 9) {
      uint64_t at = find_run(table >> 12);
      uint64_t entry = at ? word(full + at + (va >> shift & 511) * 8) : 0;
      if (!(entry & 1)) return 0;
      table = entry & FRAME;
    }
    cached_region[slot] = region;
    cached_table[slot] = find_run(table >> 12);
  }
  uint64_t entry = word(full + cached_table[slot] + (va >> 12 & 511) * 8);
  return entry & 1 ? (entry & FRAME) | (va & 0xfff) : 0;
}

__attribute__((target("avx2"))) static uint64_t search(const uint8_t *at, size_t size, uint32_t wanted) {
  __m256i first = _mm256_set1_epi8(wanted), last = _mm256_set1_epi8(wanted >> 24);
  uint64_t found = 0;
  for (size_t i = 0; i + 36 <= size; i += 32) {
    __m256i a = _mm256_cmpeq_epi8(_mm256_loadu_si256((const void *)(at + i)), first);
    __m256i b = _mm256_cmpeq_epi8(_mm256_loadu_si256((const void *)(at + i + 3)), last);
    uint32_t places = _mm256_movemask_epi8(_mm256_and_si256(a, b));
    for (; places; places &= places - 1) {
      uint32_t value;
      memcpy(&value, at + i + __builtin_ctz(places), 4);
      found += value == wanted;
    }
  }
  return found;
}

#define RATE(name, count, body)                                            \
  do {                                                                     \
    uint64_t sum = 0;                                                      \
    double start = now();                                                  \
    body;                                                                  \
    printf("%s\t%.3f\n", name, (double)(count) / (now() - start) / 1e6);   \
    fflush(stdout);                                                        \
    sink += sum;                                                           \
  } while (0)

int main(int count, char **given) {
  if (count != 8) return 2;
  size_t full_size, bitmap_size, copy_size;
  double start = now();
  full = map(given[1], &full_size);
  read_runs();
  printf("open.full\t%.4f\n", (now() - start) * 1e3);
  start = now();
  bitmap = map(given[2], &bitmap_size);
  read_bitmap();
  printf("open.bitmap\t%.4f\n", (now() - start) * 1e3);
  const uint8_t *copy = map(given[3], &copy_size);
  uint64_t va = strtoull(given[4], 0, 16), pages = strtoull(given[5], 0, 10);
  uint64_t scattered = strtoull(given[6], 0, 16), tables = strtoull(given[7], 0, 10);
  uint64_t *pfns = malloc(TRIES * 8ull), *marks = malloc(TRIES * 8ull), *vas = malloc(TRIES * 8ull),
           *far = malloc(TRIES * 8ull);
  for (size_t i = 0; i < full_size; i += 4096) sink += full[i] + (i < copy_size ? copy[i] : 0);
  for (uint64_t i = 0; i < TRIES; i++) {
    uint64_t run = next_random() % runs;
    pfns[i] = run_first[run] + next_random() % run_pages[run];
    marks[i] = next_random() % bits;
    vas[i] = va + (next_random() % pages << 12) + (next_random() & 0xff8);
    far[i] = scattered + (next_random() % tables << 21) + (next_random() & 0xff8);
  }
  for (uint64_t i = 0; i < tables; i++) sink += translate(scattered + (i << 21));
  RATE("lookup.full", TRIES, for (int i = 0; i < TRIES; i++) sum += find_run(pfns[i]));
  RATE("lookup.bitmap", TRIES, for (int i = 0; i < TRIES; i++) sum += find_bit(marks[i]));
  RATE("translate.random", TRIES, for (int i = 0; i < TRIES; i++) sum += translate(vas[i]));
  RATE("translate.sequential", TRIES, for (uint64_t i = 0; i < TRIES; i++) sum += translate(va + (i % pages << 12)));
  RATE("translate.scattered", TRIES, for (int i = 0; i < TRIES; i++) sum += translate(far[i]));
  RATE("search", full_size / 1000.0, sum += search(full, full_size, 0x4d5a9001));
  RATE("search.fresh", full_size / 1000.0, {
    size_t size;
    const uint8_t *fresh = map(given[1], &size);
    sum += search(fresh, size, 0x4d5a9001);
    munmap((void *)fresh, size);
  });
  RATE("compare", full_size / 1000.0, for (size_t i = 0; i + 4096 <= full_size; i += 4096) sum +=
       memcmp(full + i, copy + i, 4096) != 0);
  return 0;
}
