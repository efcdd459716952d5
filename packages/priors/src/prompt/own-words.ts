/**
 * English words that are near to one that the shipped model knows, and no slips of it: "whole" is no whale. Written by
 * scripts/prior/own-words.ts.
 */
export const OWN_WORDS: ReadonlySet<string> = new Set(
  (
    'airline airlines align aline ample amplest animates annuals antennae appalls applies arcades archers archest ' +
    'archives arrests astride automotive axles babbles baboons backspace backtrack backtracks baffles bails bakes ' +
    'baldest balds bales balks ballads ballast ballroom ballrooms balms baloney bandage bandana bandanas bandanna ' +
    'bandannas bandier bandies bandits bangs bankers barbers bards baron barren barrier barters baseball ' +
    'baseballs basis basks bassoon bassoons battle battles bawls beach beans bearers beaters beckons bedlams ' +
    'bedrock bedroom bedside beeches beefs beets beggars belches bellboy bellows bemuses bends bettors bewares ' +
    'bides billion billions bindings binds bingo blacken blacker blackjack blackjacks bladders blames blanch ' +
    'blank blanker blankest blares blazers bleach blinker blisters blotters blouses blown blushes blusters boasts ' +
    'boggles boiler bolster bolsters bombard bonuses booster boosts booth booths bootie bootlegs borders botches ' +
    'bowlder brags braises brakes brands brass brasses brats braves bravest brawn brazens breach breaches bridals ' +
    'bridle bridles broaches broiler broncho broncos brook brooks browner bruises buffers buffets bugger buggers ' +
    'buggier buglers bulks bullies bullion bumpers bungler bunglers bunions buoys burbles burdens burglar ' +
    'burglars burlier burner burners bushels busies busiest butlers buttery buttock buttocks button buzzers ' +
    'caddies caddy calks calls calluses calmest calms calve campaign campuses cancels cankers canny canonical ' +
    'captors captures cards careers cargoes carouses carpets carrion cartons carves cases casings casinos caskets ' +
    'caste castes casts catches caters catfish caucuses cavorts cellar cellars chain chains chalets channel ' +
    'channels chariot chariots charters chats chatters cheapen cheapens checkup checkups cheeps cheerier ' +
    'cheeriest cheers cheery chemist chicest chicks chile chiles chili chilies chilis chill chills chipper ' +
    'chippers choicer choir choirs chooses choppier chords chowder chowders chows christens chucks ciphers ' +
    'circles clack clacks clapper clappers clatters cleaver clergies clever click clicks clinical cloak cloaks ' +
    'clone closest closet clots cloven cluck clucks clutches coarser coaster cockier cocoanut cocoanuts coffer ' +
    'coffers coinage coinages cokes collapse collates colorful colts comical communion commute commuter compacter ' +
    'compaction comparison compassion compels compete compiler completer composer compute conceal confers congeal ' +
    'contain convert cooks copier copiers cordons cornea cornet cornier coroner corrals corsage corsages costs ' +
    'cough coughs coups courage courier courser cowards crackers crags crams crass crawfish crawfishes creak ' +
    'creases creators creeks crisper crossbows crouch crouches crowbars crudest crunches crutches cuddles ' +
    'curators curdles cures curries curtest cyclist cyclone cyclones cynical czars dangers decorate decorator ' +
    'demerit densest depress descent deserve devices diapers diets differs dingier dinners diocese disks ditch ' +
    'ditches dithers docks donates donor donors dries drugs dryness ducts dunks duress easier eater eclectic ' +
    'edgiest electron electronic elegant endings endives endurance engages engine engineer engineers enhance ' +
    'entices entrant entrench entwine entwines equation equines erection exacter farther father feature federals ' +
    'feebler feeders feeler fenders festers fetishes fetters filches filler fillet finches finishes fisher ' +
    'fishier fishiest fists flakier flank flanks flannel flares flash flasher flatter flavors flogs flood flours ' +
    'flouts flushes flyover flyovers focal foggy foils folder folders folds follower followers fonts foothill ' +
    'foothills fores forgets formals formats forms forte forth fouls fourths fowls freezers friend frostier ' +
    'funner funnest funnier further gallant garment gills girdles gladden glads glories gloss glosses glowers ' +
    'goulash grandmother grannie grant granule graphite grasps greases greet grieves groove groovier grooviest ' +
    'grosses grounds grouses guitarist gutters haggles hales halts handiest handlebar handler handlers happens ' +
    'happier hardens hardest harem harems harks harms harries harsher harvest hassles hastens hastier hatches ' +
    'hatreds haves hazes heats helpers hires hitches hoarse hoarsest hobbles holders holiest hollers hollies ' +
    'holster holsters homages homeys homie homies homiest hones hopes horde hordes hostels hostess huddles humane ' +
    'humaner humanest humanism humanist hunts hurdles hurts husband hutches indents indicts inducts infect ' +
    'infects infests infidel ingests inject injects inland insert inserts insigne insists inspect inspects ' +
    'inspire instalment instalments instrumentals insults intents invents inverts invests jeers jests keyword ' +
    'kinds kitchen kitchens laciest lander latches lathers latrine launder launders lawyers leader leagues ' +
    'leanest leases leashes lectern lecterns lecture ledgers legions lesions lessons lighten lightens lightest ' +
    'limbs limps liners lingers lingoes lioness loafer locomotion lodgers lolls louder lowlier loyaler lumps ' +
    'lupines magical magpies mains maintain malls manages mange mangers mangles manures marches marines marries ' +
    'marshes marts marvels matures means meddle meddler medical mellows mental meres metabolic miles mince ' +
    'minimum minuses mirages mires mission missive misuses moans modicum modules month months morsels mosses ' +
    'mothers motorize motorizes mousiest mousses muddle muffles mulls muses musicians mustang mystical myths ' +
    'navel navels novelist obliges octagon omelets oracles outlets outlive outlives overcast overeats overlaps ' +
    'overlays packet packets pains pales pampers panaceas pander panders pansies panties panty papacies parades ' +
    'paradox paragon paragons parcels parches pardons parity paroles parson parsons pastels pasture pasty patrons ' +
    'patters paunches paupers peaks peals peanuts pedants peddles peers pellets pelts penes pennies pension ' +
    'pensions peony peoples percents perches periods persona personals pests phoneys phony pianist picket pickets ' +
    'pickles pierces pigment pigments pikes piles pimples pinkest pints pitches placate placates planks plans ' +
    'plasters plateau plateaus platters pliant plotter plumage plumber plummet plumper plunges poaches poets ' +
    'pointer poisons ponders ponds poplar popular porches portables portals portend porthole posture pothole ' +
    'potholes potions potter pouches prances presence presences presenter presidents pretends pretexts prevent ' +
    'prevents prickle prisons problem prone properer prose prove psalm psalms psyches puckers puffiest pulsate ' +
    'pulsates punches puncture punters purpose rabbi rabbis rabbles ramps rants ratings ravings reams rebound ' +
    'reflective reflector refraction regents rejection relents reopens repents replies resents resound restive ' +
    'retires reviles riddles rioters roams robber robuster rockier roller roomier rooter roots roster rosters ' +
    'rotund rotunda rounder roundest rubier sades salon salons saloon saloons sandbag sardine saucier saunter ' +
    'saunters savings sayings scanter scarcest scare scarier scariest scepter scepters schemes schooner schooners ' +
    'scollop scollops scoots scraps screams screech scribes scripts seaport seaports secedes section seeps ' +
    'seethes segment segments selves sender sequins sergeant sergeants sermons servant servants setter setters ' +
    'settings settle settlers settles shade shades shake shakes share shatters shavers sheaf sheaths sheaves ' +
    'sheen sheer sheers sheller shelter shelve sherbet shies shine shingle shins shone shook shorter shove shoves ' +
    'showers showman showmen shrink shrinks shrivels shudders shutter sickens sidings sidle silenter sillier ' +
    'simile sincerer singe situation skips slake slakes slander sleekest sleep sleepers sleeps sleet sleets ' +
    'sleeve slickest slide slides slips slitter sliver slogs sluice sluices slums slung slurs sluts smokers ' +
    'smokier smoother snare snares snarls sneezes snickers snide snider snipers snips snooker snoops snootier ' +
    'snore snorts snowier snubs snuffer snugs soberer sockets sodas solaces solders solider sootier sorceress ' +
    'sorts sounder space spaces spangle spares sparest spatters specimen speeds speller sphinges sphinxes spice ' +
    'spicier spinals spirals splatter splendor splice splices splints spokes sponges spoof spoofs spores sport ' +
    'sports spottier spotty springs sprinkle sprinkler sprinklers sprout sprucer spurts sputters squad squads ' +
    'squalid squalls squawks squints squire squires squirms stacks staider stains stake stakes staples starchy ' +
    'stare starlight station stations stature statures steepest stickies stiffen stiffer stiller stinks stocks ' +
    'stoke stole stonier stood stoop stopper stories stouter straddle strand straws strays streaks stream streets ' +
    'stride strides strife strike strikers strikes strikings strive strives strokes strolls strong strung stubs ' +
    'stuffier stupider stupids stutter stutters success succors sucker suckles suction suffers summaries ' +
    'summarize summarizes summers summons sunshine suppers suppose suspend suspender suspense sweat sweeten ' +
    'sweetens sweeter sweetest swept swigs swims swindles swings swipe swipes swoops syringes systems tabbies ' +
    'tackier tackles tacks tailors taker takers talents tales talker talkers talks tallest tallies tamer tamper ' +
    'tampers tangles tangs tanner tapes tarantulae tasks tastiest taverns tawnier taxable taxes teaches teats ' +
    'teeters template tenable tends tenet tenets tenser tenth tenths tepee tepees terrain terrains tests thank ' +
    'thanks thinker thistle thrusts thunder timider tinder tinker tints toasters toddles toils tolls toots ' +
    'tornadoes torpedo torpedos torrent totters toupees traces track traction tracts traders trail trainees trait ' +
    'traitor traitors traits trample trances trappers traveler travels trawler treks tremble trendier trendies ' +
    'trick tries trimmer troopers troupes trouser truants truce truces trues truisms trusties trusts tubas tucks ' +
    'tundras tunes tureens turner tussles twilight upbeats uptight valises vanilla vanillas vastest vasts ' +
    'venerable veritable viewers viler village villages villain villains violate violent vises visitor volume ' +
    'wafer wager warps washout waver weather whaler whalers wharves wheedles wheezes whereas whiles whisker ' +
    'whistle whittle whole wholes whopper wickeder wicket widows wince winch winches windfall windfalls wingers ' +
    'wisps woken wombats woodier woodsmen woolen words workman workmen would woulds woven wrecker wright wrings ' +
    'write '
  )
    .trim()
    .split(' '),
);
